from .authority import LocalAuthority
from .invitation import Invitation
from .role import Role
from .user import User

__all__ = ["Invitation", "LocalAuthority", "Role", "User"]
