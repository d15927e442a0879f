from .authority import LocalAuthority
from .event import AccountEvent
from .invitation import Invitation
from .role import Role
from .user import User

__all__ = ["AccountEvent", "Invitation", "LocalAuthority", "Role", "User"]
