import type { Vocabulary } from './vocabulary.ts';

/** Swedish. Phrases are separated by `|`. */
export const swedish: Vocabulary = {
  phrases: {
    noun: 'lösenord|lösenordet|lösenorden|lösen|lösenordets|lösenorder|kontolösenord|kontolösenordet|datorlösenord|datorlösenordet|windowslösenord|windowslösenordet|inloggningslösenord|engångslösenord',
    compound:
      'lösenordsåterställning|lösenordsåterställningen|lösenordsbyte|lösenordsbytet|lösenordsnollställning|lösenordsreset',
    reset: 'återställ|återställa|nollställ|nollställa|resetta|reseta|återställning|återställas|nollställas|resettas',
    change:
      'byt|byta|byt ut|byta ut|ändra|sätt|sätta|ge|skapa|skicka|generera|fixa|ordna|hjälp|hjälpa|uppdatera|förnya|tilldela|ställ in|ställa in|ta fram|få|lägg in|använd|fixa fram|bytas|ändras|välj',
    new: 'nytt|nya|ny|ett nytt',
    adjective:
      'tillfälligt|tillfälliga|temporärt|temporära|temp|glömt|glömda|bortglömt|gamla|gammalt|nuvarande|eget|egna|aktuella',
    determiner: 'ett|en|det|den|detta|denna',
    self: 'kan jag få|kan vi få|får jag|får vi|skulle jag kunna få|jag|mig|vi|oss|mig själv|själv',
    my: 'min|mitt|mina|vår|vårt|mitt eget',
    other:
      'hon|han|hen|hans|hennes|hens|honom|henne|de|dem|dom|deras|sitt|sin|sina|det|den|någon|någons|en användare|användaren|denna användare|personen|en kollega|en person|samma användare|samma person|sitt eget',
    'target-preposition': 'för|till|åt|på|av|hos|gällande|angående|ang|avseende|rörande',
    'value-preposition': 'från|till|med|som|till det|med det|använd',
    assignment: 'ska vara|skall vara|bör vara|ska bli|skall bli|måste vara|lyder|så här',
    copula: 'blir|är|är nu|vara|bli|heter|har blivit|måste bli|behöver bli',
    state:
      'återställt|återställas|nollställt|nollställas|bytt|bytas|ändrat|ändras|glömt|bortglömt|borta|utgånget|utgått|läckt|stulet|känt|okänt|fel|felaktigt|svagt|gammalt|trasigt|låst|spärrat|inte|ej|för|på|inaktuellt|återställd|slut|ute|röjt|gått ut|löpt ut|bortkommet',
    purpose: 'logga|komma|få|kunna|hjälpa|jobba|arbeta|imorgon|i morgon|idag',
    link: 'att|har|hade|med|precis|igen|nu|redan|också|helt|bort|just|tyvärr|att få',
    forget:
      'glömt|glömde|glömmer|glömt bort|glömde bort|har glömt|har glömt bort|tappat|har tappat|tappat bort|har tappat bort|slarvat bort|har slarvat bort|förlorat|har förlorat|minns inte|minns ej|kommer inte ihåg|kommer ej ihåg|kommer inte längre ihåg|minns inte längre',
    need: 'kan jag få|kan vi få|får jag|får vi|skulle jag kunna få|ska|skall|måste|bör|behöver|behöva|behöver ha|vill ha|ska ha|skall ha|måste ha|måste få|behöver få|ska få|vill|skulle behöva|önskar|bör få|behöver hjälp med|behöver hjälp att|ber om',
    polite:
      'snälla|vänligen|gärna|omgående|brådskande|nu|genast|igen|kan du|kan ni|kan du vara snäll och|skulle du kunna|skulle ni kunna|kan man|kan någon|kan vi|vill du|var snäll och|var god och|är du snäll|är det möjligt att|går det att|så snart som möjligt|så fort som möjligt|så snabbt som möjligt|fort|idag|i dag|om du kan|om det går|är du snäll och|jag vill att du|jag skulle vilja att du|du|vore snällt om du kunde|ok|okej|kanske|bums',
    greeting:
      'hej|hejsan|hallå|tja|tjena|tjenare|hej på dig|god morgon|god dag|goddag|god kväll|godmorgon|morsning|hej hej|hej alla|hej igen',
    closing:
      'tack|tackar|tack tack|tack så mycket|tack på förhand|tack för hjälpen|tusen tack|stort tack|mvh|vh|hälsningar|med vänlig hälsning|med vänliga hälsningar|vänliga hälsningar|hälsar|tack snälla',
    negation:
      'inte|ej|aldrig|icke|nej|inga|ingen|inget|låt bli|stoppa|avbryt|ångra|utom|istället för|i stället för|förutom|utan|sluta|undvik',
    retraction:
      'nej|vänta|stopp|stoppa|avbryt|ångra|glöm det|strunta i|gör inte|gör det inte|återställ inte|låt bli|inte|falskt alarm|bortse från',
    question: 'vad|varför|när|vem|vems|var|vilken|vilka|vilket|har|är|fick|ska|varit|blev|vart',
    how: 'hur|hur gör jag|hur gör man|hur kan jag|hur ska jag|hur återställer jag|hur återställer man|hur byter jag|hur byter man|hur ändrar jag|hur ändrar man|hur gör jag för att|hur gör man för att',
    reason: 'för att|eftersom|pga|på grund av|därför att|orsak|anledning|skäl|emedan|som',
    'reason-before-pronoun': 'då|efter att|när|och|men',
    person:
      'användare|användaren|användarkontot|användarkonto|kontot|konto|kollegan|kollega|min kollega|vår kollega|medarbetaren|medarbetare|medarbetaren som heter|personen|personen som heter|en kollega som heter|en användare som heter|användaren som heter|som heter|anställd|anställda|den anställde|min chef|vår chef|chefen|herr|fru|fröken|vän|kompisen|vår nya kollega|min nya kollega|vår nya medarbetare|min kollegas|vår kollegas|min chefs|chefens|kollegans|användarnamn|användarnamnet|inloggningen|min kompis|nyanställda|vår nyanställda',
    account: 'konto|kontot|konton|inloggning|inloggningen|användarkonto|profil',
    'employee-number':
      'anställningsnummer|anställningsnumret|anställningsnr|anstnr|anst nr|anställnings-nr|anställnings nr|anställd|anställd nr|anställd nummer|anställd med nummer|personalnummer|personalnr|medarbetarnummer|anställningsid|anställnings-id',
    ticket:
      'ärende|ärendet|ärendenr|ärende nr|ärendenummer|ärende nummer|ärende-id|enligt ärende|se ärende|enligt|se|incident|supportärende|referens|ref',
    'not-a-name':
      'kan|det|den|ett|och|eller|men|inte|ej|är|var|vara|blev|bli|ska|skall|skulle|måste|kunde|har|hade|haft|som|att|om|för|från|på|hos|med|utan|åt|jag|du|vi|ni|hon|han|hen|dem|dom|oss|er|sitt|hennes|deras|alla|alla användare|allas|ingen|någon|någons|användare|användarna|vad|varför|när|vem|vilken|vilket|hur|dator|datorn|telefon|telefonen|mobil|mobilen|skrivare|skrivaren|router|routern|server|servern|mejl|mail|ta bort|radera|avaktivera|inaktivera|spärra|lås|lås upp|visa|säg|berätta|hitta|sök|kolla|skapa|lägg|återställde|återställer|återställt|återställd|återställ|återställa|nollställ|byter|bytte|bytt|byt|byta|ändrade|ändrat|ändra|ändrar|fått|fick|får|glömt|glömde|behöver|vill|kommer|kan inte|ringde|ringer|säger|igår|i går|imorgon|i morgon|imorse|i morse|nyss|sedan|snart|också|bara|mycket|redan|fortfarande|samma|andra|varje|båda|lösenord|lösenordet|lösen|konto|kontot|kod|koden|länk|sida|sidan|policyn|avdelning|avdelningen|grupp|gruppen|roll|rollen|chef|chefen|själv|istället|efter|före|innan|tills|medan|mellan',
    help: 'hjälp|hjälp mig|vad kan du göra|vad kan du|vad gör du|vad kan jag göra|hur funkar det|hur fungerar det|hur funkar detta|hur fungerar detta|hur gör jag|hur gör man|kommandon|meny|visa hjälp|jag behöver hjälp|vem är du|vad är det här|vad är du|instruktioner|vad kan jag skriva|hur funkar du|hur fungerar du',
    'sign-out': 'logga ut|logga av|loggaut|logga ut mig|logga mig ut|utloggning|logga ur',
    show: 'visa|lista|ge|hämta|skicka|ta fram',
    history:
      'historik|historiken|historia|ärendehistorik|ärendehistoriken|återställningshistorik|återställningshistoriken|historik över|historiken över',
    'own-history':
      'mina ärenden|mina återställningar|mina begäranden|mina förfrågningar|mina senaste ärenden|mina senaste begäranden|mina tidigare begäranden|mina tidigare ärenden|vad har jag gjort|vad har jag återställt|vad gjorde jag',
    status:
      'status|statusen|vad är öppet|vad är fortfarande öppet|vad är öppet nu|vad väntar|vad är på gång|öppna ärenden|mina öppna ärenden|väntande ärenden|pågående ärenden|vilka ärenden är öppna|vilka ärenden väntar|är något öppet|finns det öppna ärenden|finns det några öppna ärenden|öppna begäranden|mina öppna begäranden|pågående begäranden|mina pågående ärenden|mina pågående begäranden|väntande begäranden|vilka begäranden är öppna|vad pågår',
    'approvals-here':
      'godkännanden hit|godkännande hit|godkännanden här|godkännande här|godkännandena hit|skicka godkännanden hit|skicka godkännande hit|skicka godkännandena hit|skicka alla godkännanden hit|skicka godkännanden här|be om godkännanden här|be om godkännande här|förfrågningar om godkännande hit|skicka förfrågningar om godkännande hit|godkännandeförfrågningar hit|skicka godkännandeförfrågningar hit|skicka godkännanden till den här kanalen|skicka godkännanden till den här chatten|använd den här kanalen för godkännanden|använd den här chatten för godkännanden',
  },
  namesInS:
    'lars|lukas|lucas|jonas|andreas|niklas|nicklas|niclas|hans|nils|mats|matts|anders|marcus|markus|mathias|mattias|matias|tobias|magnus|rasmus|jens|claes|klas|clas|thomas|tomas|elias|linus|johannes|agnes|ines|iris|doris|dennis|boris|pontus|hampus|hannes|måns|moses|silas|lis|majlis|maj-lis|anna-lis|julius|vilgus|lindfors|åfors|sundfors|björnfors|fors|hedenius|wallenius|bromelius|fries|brus|ås|nordenfors|strandfors|sandås|mellås|ekenäs|höganäs|sjönäs|näs|rås|zackarias|jeremias|josias|matteus|titus|augustinus|cornelius|kornelius|marius|darius|celsius|sibelius|tegnérus|berzelius|arrhenius|olaus|klaus|claus|nikolaus|lars-anders|troels|niels|fares|anas|abbas|ilias|yunus|idris|kostas|giorgos|andris|janis',
};
