"""How agencies spell themselves and how we do. The desk adds spellings with its organisations."""

import re
from collections.abc import Mapping

from visuals.pipeline.metadata.wording import fold

SPELLINGS = {
    "AP": "AP Photo|AP Photos|AP Images|Associated Press|The Associated Press|AP Photo Pool",
    "AFP": "AFP Photo|Agence France-Presse|Agence France Presse|AFP Photos",
    "Reuters": "Thomson Reuters|Reuters Pictures|Reuters Photo",
    "dpa": "dpa-Bildfunk|Deutsche Presse-Agentur|Deutsche Presse-Agentur GmbH|dpa Deutsche Presse-Agentur",
    "dpa-Zentralbild": "ZB|Zentralbild|dpa/ZB|dpa-ZB",
    "dpa-infografik": "dpa Grafik|dpa-Grafik|dpa-infografik GmbH",
    "dpa-tmn": "",
    "epa": "EPA-EFE|European Pressphoto Agency|EPA Images|epa european pressphoto agency b.v.",
    "EFE": "Agencia EFE",
    "Getty Images": "Getty|GettyImages|Getty Images North America|Getty Images Europe|Getty Images AsiaPac"
    "|Getty Images South America|Getty Images Sport|Getty Images News|Getty Images Entertainment"
    "|www.gettyimages.com|Getty Images, Inc.",
    "iStockphoto": "iStock",
    "imago": "imago images|imago stock&people|imago sportfotodienst|www.imago-images.de|imago-images.de"
    "|imago stock & people|imagoimages.de|Imago Sport",
    "picture alliance": "picture-alliance|dpa Picture-Alliance|dpa Picture-Alliance GmbH|picture alliance GmbH"
    "|picturealliance.de",
    "KNA": "Katholische Nachrichten-Agentur|KNA-Bild",
    "epd": "epd-bild|Evangelischer Pressedienst",
    "ddp": "ddp images|ddp images GmbH",
    "dapd": "",
    "APA": "APA-PictureDesk|APA PictureDesk|Austria Presse Agentur|picturedesk.com",
    "Keystone": "Keystone-SDA|Photopress",
    "PA": "PA Images|PA Wire|Press Association|PA Media|Press Association Images",
    "ANP": "Algemeen Nederlands Persbureau",
    "Belga": "Belga Photo|Belgaimage",
    "TT": "TT News Agency|TT Nyhetsbyrån",
    "NTB": "NTB Scanpix|Scanpix",
    "Ritzau Scanpix": "Ritzau|Scanpix Denmark|Scanpix Danmark",
    "ANSA": "",
    "LaPresse": "",
    "TASS": "ITAR-TASS",
    "Sputnik": "RIA Novosti",
    "Xinhua": "XinHua News Agency|Xinhua News Agency",
    "Kyodo": "Kyodo News",
    "Yonhap": "Yonhap News",
    "CP": "The Canadian Press|Canadian Press",
    "AAP": "Australian Associated Press",
    "Anadolu": "Anadolu Agency",
    "Bloomberg": "Bloomberg News",
    "NurPhoto": "",
    "SIPA": "Sipa Press|Sipa USA",
    "Abaca": "Abaca Press|ABACAPRESS.COM",
    "ZUMA Press": "ZUMA|ZUMAPRESS.com|ZUMA Wire|Zuma Press, Inc.",
    "UPI": "United Press International",
    "WENN": "",
    "action press": "actionpress",
    "ullstein bild": "ullstein",
    "akg-images": "akg images",
    "Bridgeman Images": "Bridgeman",
    "mauritius images": "",
    "Westend61": "",
    "laif": "",
    "Ostkreuz": "",
    "Alamy": "Alamy Stock Photo|Alamy Live News",
    "Shutterstock": "Shutterstock.com|Rex|REX Features|Rex/Shutterstock",
    "Adobe Stock": "stock.adobe.com|AdobeStock|Fotolia|fotolia.com",
    "Unsplash": "",
    "Corbis": "",
    "Magnum Photos": "Magnum",
    "Hulton Archive": "",
    "Bettmann": "Bettmann Archive",
    "Bundesarchiv": "",
    "Bundesregierung": "",
    "Süddeutsche Zeitung Photo": "SZ Photo",
    "Funke Foto Services": "",
    "sampics": "",
    "NASA": "",
    "ESA": "",
    "Presse- und Informationsamt der Bundesregierung": "BPA",
}
ENDINGS = re.compile(r"(?i)\s*(?:,?\s(?:inc|ltd|gmbh|llc)\.?|\(.{0,3}\))$")
KNOWN = {fold(each): name for name, more in SPELLINGS.items() for each in (name, *more.split("|")) if each}


def canonical(text: str, more: Mapping[str, str]) -> str | None:
    """The name we print for an agency, None if nobody knows it. ``more``: folded spelling → name, from the desk."""
    for each in (text, ENDINGS.sub("", text)):
        key = fold(each)
        if found := more.get(key) or KNOWN.get(key):
            return found
    return None
