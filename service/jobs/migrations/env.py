"""What alembic runs: every migration on the connection that `service.store.schema` holds, in its transaction."""

from alembic import context

from service.store.schema import configure

configure(context)
context.run_migrations()
