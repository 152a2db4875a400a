"""What the web server starts in its worker process: the application with the settings that `plansats serve` left."""

from service.app import create_app
from service.logs import log_as_json
from service.operations.doorway import Doorway
from service.settings import settings_of


def application() -> Doorway:
    """The application whose data lie in the folder that the environment names."""
    log_as_json()
    settings = settings_of()
    return Doorway(create_app(settings), settings.upload_bytes)
