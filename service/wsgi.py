"""What the web server starts in its worker process: the application with the settings that `plansats serve` left."""

from flask_openapi.openapi import OpenAPI

from service.app import create_app
from service.operations.logs import log_as_json
from service.settings import settings_of


def application() -> OpenAPI:
    """The application whose data lie in the folder that the environment names."""
    log_as_json()
    return create_app(settings_of())
