"""What is refused about certificates, and why."""

from shared.refusal import Conflict, Invalid, NotFound, NotYet, TooMany


class CertificatePeriodInvalid(Invalid):
    """Raised when a period ends before it begins, in the future, or is longer than ten years."""

    zh = "证明期间无效：结束日期不能早于开始日期、不能晚于今天，期间最长 {years} 年。"
    en = (
        "This period is not valid: it must not end before it begins nor after today, "
        "and has at most {years} years."
    )


class NothingToCertify(Conflict):
    """Raised when no service that counts lies in the period asked for."""

    zh = "该期间没有可以证明的志愿服务时间。"
    en = "There are no hours of service to certify in this period."


class TooManyServices(Invalid):
    """Raised when a certificate would not be readable any more."""

    zh = "该期间有 {found} 次服务，一份证明最多 {most} 次，请缩短期间。"
    en = "There are {found} services in this period and {most} fit: choose a shorter one."


class IssuerUnprepared(Conflict):
    """Raised when nobody has said who signs for an organisation (民发〔2015〕149号)."""

    zh = "“{name}”尚未填写证明负责人、经办人和联系方式，请联系该组织的管理人员。"
    en = (
        "“{name}” has not yet named the persons responsible and handling and a contact. "
        "Please ask its coordinator."
    )


class IssuerOnItsWay(NotYet):
    """Raised while our copy of the person or her organisation has not arrived."""


class NoSuchCertificate(NotFound):
    """Raised when there is no such certificate, or none this person may know of."""

    zh = "没有这份证明。"
    en = "There is no such certificate."


class CertificateStandsNoMore(Conflict):
    """Raised when somebody asks for the paper of a certificate that was superseded or revoked."""

    zh = "这份证明已不再有效，请重新开具。"
    en = "This certificate does not stand any more. Please make a new one."


class AlreadyRevoked(Conflict):
    """Raised when the certificate was revoked before."""

    zh = "这份证明已被撤销。"
    en = "This certificate was revoked already."


class TooManyChecks(TooMany):
    """Raised when one address looks up very many certificates, or guesses."""

    zh = "查验次数过多，请在{seconds}秒后再试。"
    en = "Too many checks. Please wait {seconds} seconds."


class TooManyCertificates(TooMany):
    """Raised when one person makes or prints more certificates at once than she can need."""

    zh = "开具或下载证明过于频繁，请在{seconds}秒后再试。"
    en = "Too many certificates at once. Please wait {seconds} seconds."


class NoSuchKey(NotFound):
    """Raised when no organisation ever had a signing key of that id."""

    zh = "没有这个密钥。"
    en = "There is no such key."
