"""What alembic runs: every migration on the connection that `service.store.schema` holds, in its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
