"""What the web server starts in its worker process: the application with the settings that `plansats serve` left."""

import os
from pathlib import Path

from flask_openapi.openapi import OpenAPI

from service.app import create_app
from service.settings import DATA_VARIABLE, Settings


def application() -> OpenAPI:
    """The application whose data lie in the folder that the environment names."""
    return create_app(Settings(Path(os.environ[DATA_VARIABLE])))
