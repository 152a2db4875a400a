"""The jobs of one plan are found by it: when it is deleted, so are they."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One index."""
    op.create_index("ix_jobs_plan", "jobs", ["plan"], unique=False)
