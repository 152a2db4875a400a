"""The first tables of the jobs: orders, the contents that they need, and the workers' signs of life."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them, those first that others refer to."""
    _jobs()
    op.create_table(
        "job_contents",
        sa.Column("job", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["jobs.number"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job", "sha256"),
    )
    op.create_index("ix_job_contents_sha256", "job_contents", ["sha256"], unique=False)
    op.create_table(
        "job_workers",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "job_schema",
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("organisation", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("plan", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("request_key", sa.String(length=200), nullable=True),
        sa.Column("request_sha256", sa.String(length=64), nullable=False),
        sa.Column("callback", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("generation", "run", "tries", "crashes")),
        *(sa.Column(name, sa.String(length=24), nullable=False) for name in ("created_at", "started_at", "ended_at")),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=True),
        sa.Column("called", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("organisation", "owner", "request_key", name="uq_jobs_request"),
    )
    op.create_index("ix_jobs_organisation_number", "jobs", ["organisation", "number"], unique=False)
    op.create_index("ix_jobs_state", "jobs", ["state"], unique=False)
