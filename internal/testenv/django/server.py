"""django-oauth-toolkit on a loopback port, for tests.

The first argument is an empty folder for its database, the environment variable
OPTIONS a JSON object with settings of OAUTH2_PROVIDER. The first line on stdout
is {"url": ...}; each request adds one line, without secrets.
"""
import json
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

folder = sys.argv[1]
PAGES = {
    "registration/login.html": """<!doctype html><html lang="en"><title>Sign in</title><form method="post">{% csrf_token %}
<input name="username" id="username"><input name="password" id="password" type="password">
<input type="hidden" name="next" value="{{ next }}"><button id="submit">Sign in</button>{{ form.non_field_errors }}</form></html>""",
    "oauth2_provider/authorize.html": """<!doctype html><html lang="en"><title>Allow</title>{% if error %}<p id="error">{{ error.error }}</p>
{% else %}<form method="post">{% csrf_token %}{% for field in form %}{% if field.is_hidden %}{{ field }}{% endif %}{% endfor %}
<button id="allow" name="allow" value="Authorize">Allow</button><button id="refuse">Refuse</button></form>{% endif %}</html>""",
}

settings.configure(
    DEBUG=False,
    SECRET_KEY=os.urandom(24).hex(),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="server",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(folder, "db.sqlite3"), "OPTIONS": {"timeout": 20}}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider"],
    MIDDLEWARE=[
        "server.log",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "loaders": [("django.template.loaders.locmem.Loader", PAGES)],
        },
    }],
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    LOGGING_CONFIG=None,
    USE_TZ=True,
    OAUTH2_PROVIDER={"SCOPES": {"all": "Everything"}, "DEFAULT_SCOPES": ["all"], **json.loads(os.environ.get("OPTIONS", "{}"))},
)
sys.modules["server"] = sys.modules[__name__]
django.setup()

from django.contrib.auth.models import User  # noqa: E402 (needs the settings)
from django.contrib.auth.views import LoginView  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import path  # noqa: E402
from oauth2_provider.models import Application  # noqa: E402
from oauth2_provider.views import AuthorizationView, RevokeTokenView, TokenView  # noqa: E402

urlpatterns = [
    path("accounts/login/", LoginView.as_view()),
    path("oauth2/authorize/", AuthorizationView.as_view()),
    path("oauth2/token/", TokenView.as_view()),
    path("oauth2/revoke-token/", RevokeTokenView.as_view()),
]


def say(line):
    print(json.dumps(line), flush=True)


def log(get_response):
    def middleware(request):
        response = get_response(request)
        line = {"method": request.method, "path": request.path, "grant": "", "status": response.status_code}
        if request.path.startswith("/oauth2/token"):
            line["grant"] = request.POST.get("grant_type", "")
        if response.status_code >= 400:
            line["error"] = response.content.decode(errors="replace")[:200]
        say(line)
        return response
    return middleware


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        """Requests are logged by the middleware."""


def fill():
    call_command("migrate", verbosity=0)
    User.objects.create_user("ada", password="correct horse")
    shared = {"client_type": Application.CLIENT_CONFIDENTIAL, "client_secret": "insiders/secret:1"}
    Application.objects.create(
        client_id="insiders-web", authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE, redirect_uris="http://127.0.0.1/callback", **shared)
    Application.objects.create(client_id="insiders-password", authorization_grant_type=Application.GRANT_PASSWORD, **shared)


if __name__ == "__main__":
    fill()
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, ipv6=False)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    say({"url": f"http://127.0.0.1:{server.server_port}"})
    server.serve_forever()
