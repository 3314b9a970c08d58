from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "kangle.common"
    label = "common"
