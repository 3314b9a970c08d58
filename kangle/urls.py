"""Every URL, room by room; each name stands in kangle.accounts.access.DOOR with the capability it needs."""

urlpatterns = []
