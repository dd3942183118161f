"""Part of ``matrix_rows``: coming in, one's own log-in, and what one does to somebody else's. Below admin/.

Here a second factor is no must (as in the demo); that nothing opens without one is in ``login/test_coming_in.py``.
"""

LOGIN = """
#                                               out bare tra edi cvd pic vid adm
login/                                     GET  200 302 302 302 302 302 302 302
login/                                     POST 200 200 200 200 200 200 200 200
login/again/                               GET  302 200 200 200 200 200 200 200
login/again/                               POST 302 200 200 200 200 200 200 200
login/forgotten/                           GET  200 200 200 200 200 200 200 200
login/forgotten/                           POST 200 200 200 200 200 200 200 200
login/forgotten/sent/                      GET  200 200 200 200 200 200 200 200
login/forgotten/sent/                      POST 405 405 405 405 405 405 405 405
login/go-on/                               GET  302 302 302 302 302 302 302 302
login/go-on/                               POST 302 302 302 302 302 302 302 302
login/new/<uidb64>/<token>/                GET  200 200 200 200 200 200 200 200
login/new/<uidb64>/<token>/                POST 200 200 200 200 200 200 200 200
login/passkey/                             GET  302 302 302 302 302 302 302 302
login/passkey/                             POST 302 302 302 302 302 302 302 302
login/step/                                GET  302 302 302 302 302 302 302 302
login/step/                                POST 302 302 302 302 302 302 302 302
mine/                                      GET  302 200 200 200 200 200 200 200
mine/                                      POST 302 405 405 405 405 405 405 405
mine/app/                                  GET  302 200 200 200 200 200 200 200
mine/app/                                  POST 302 200 200 200 200 200 200 200
mine/app/remove/                           GET  302 404 404 404 404 404 404 404
mine/app/remove/                           POST 302 404 404 404 404 404 404 404
mine/codes/                                GET  302 404 404 404 404 404 404 404
mine/codes/                                POST 302 405 405 405 405 405 405 405
mine/codes/file/                           GET  302 405 405 405 405 405 405 405
mine/codes/file/                           POST 302 400 400 400 400 400 400 400
mine/codes/new/                            GET  302 200 200 200 200 200 200 200
mine/codes/new/                            POST 302 200 200 200 200 200 200 200
mine/end/                                  GET  302 405 405 405 405 405 405 405
mine/end/                                  POST 302 302 302 302 302 302 302 302
mine/passkeys/                             GET  302 200 200 200 200 200 200 200
mine/passkeys/                             POST 302 200 200 200 200 200 200 200
mine/passkeys/<int:pk>/name/               GET  302 404 404 404 404 404 404 404
mine/passkeys/<int:pk>/name/               POST 302 404 404 404 404 404 404 404
mine/passkeys/<int:pk>/remove/             GET  302 404 404 404 404 404 404 404
mine/passkeys/<int:pk>/remove/             POST 302 404 404 404 404 404 404 404
logout/                                    GET  302 405 405 405 405 405 405 405
logout/                                    POST 302 200 200 200 200 200 200 200
password_change/                           GET  302 200 200 200 200 200 200 200
password_change/                           POST 302 200 200 200 200 200 200 200
password_change/done/                      GET  302 200 200 200 200 200 200 200
password_change/done/                      POST 302 405 405 405 405 405 405 405
people/user/<int:pk>/second-factor/        GET  302 403 403 403 403 403 403 200
people/user/<int:pk>/second-factor/        POST 302 403 403 403 403 403 403 200
people/user/<id>/password/                 GET  302 403 403 403 403 403 403 200
people/user/<id>/password/                 POST 302 403 403 403 403 403 403 200
"""
