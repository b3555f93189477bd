"""What a password must be (OWASP ASVS 5, 6.2): long enough, and none of the commonest.

Nothing is asked about kinds of characters, and nothing is cut or changed.
"""

from shared.refusal import Invalid

SHORTEST = 8
LONGEST = 128

# The commonest of at least eight characters, worldwide and in China.
_COMMONEST = """
    12345678 123456789 1234567890 87654321 987654321 0123456789 11111111 00000000 88888888
    66666666 99999999 12341234 11223344 12121212 123123123 123321123 147258369 147852369
    123654789 789456123 111222333 123456123 12344321 13145200 13141314 52013140 5201314520
    51205120 password password1 password123 passw0rd p@ssw0rd p@ssword qwertyui qwertyuiop
    qwerty123 qwer1234 1qaz2wsx 1q2w3e4r 1q2w3e4r5t q1w2e3r4 qazwsxedc zxcvbnm123 asdfghjkl
    asdf1234 abcd1234 abc12345 abcdefgh abc123456 a1234567 a12345678 a123456789 aa123456
    aa12345678 asd123456 qq123456 qwe123456 123456abc 123456qq 123456aa iloveyou woaini1314
    woaini520 woaini123 5201314a 1314520a woaiwojia woaini00 wodemima mima1234 zhongguo
    admin123 admin888 administrator root1234 welcome1 sunshine princess football baseball
    superman trustno1 letmein1 computer internet changeme kindhours aixinjishi zhiyuanzhe
"""
_COMMON = frozenset(_COMMONEST.split())


class PasswordTooShort(Invalid):
    """Raised below eight characters."""

    zh = "密码至少{shortest}个字符。"
    en = "A password has at least {shortest} characters."


class PasswordTooLong(Invalid):
    """Raised above the length we hash."""

    zh = "密码最多{longest}个字符。"
    en = "A password has at most {longest} characters."


class PasswordTooCommon(Invalid):
    """Raised for a password that is guessed among the first."""

    zh = "这个密码太常见，容易被猜到，请换一个。"
    en = "This password is among the first that are guessed. Please choose another."


def check_password(password: str, *, personal: tuple[str, ...], field: str = "password") -> None:
    """Raises PasswordTooShort, PasswordTooLong, PasswordTooCommon.

    ``personal`` are words an acquaintance knows: phone, birth date, spelt name.
    """
    if len(password) < SHORTEST:
        raise PasswordTooShort(field=field, shortest=SHORTEST)
    if len(password) > LONGEST:
        raise PasswordTooLong(field=field, longest=LONGEST)
    plain = password.casefold()
    if plain in _COMMON or plain in personal or len(set(plain)) == 1:
        raise PasswordTooCommon(field=field)
