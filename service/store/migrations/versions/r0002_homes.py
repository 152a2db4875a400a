"""Who belongs to several municipalities: where each person was last, and their roles found by person."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column and one index."""
    op.add_column("users", sa.Column("home", sa.String(length=32), nullable=True))
    op.create_index(op.f("ix_grants_user"), "grants", ["user"], unique=False)
