"""Certificates of service: what they say, for whom, and until when that holds.

Order 67 of the Ministry of Civil Affairs, articles 5, 7 and 14 to 17; 民发〔2015〕149号: who
records it certifies it, with number, issuer, the persons responsible and handling, contact and
date. Free of charge.
"""
