// The portal's choice of light and dark (a cookie) holds in the admin too. Runs before the first paint.
"use strict";
{
  const chosen = document.cookie.match(/(?:^|; )theme=(light|dark)(?:;|$)/);
  document.documentElement.dataset.theme = chosen ? chosen[1] : "auto";
}
