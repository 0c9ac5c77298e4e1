/** One text between two bars, or to a line. */
function listed(texts: string): readonly string[] {
  return texts
    .trim()
    .split(/ \| |\n/)
    .filter(text => text !== '');
}

/**
 * Tickets as the systems of service desks write them (ServiceNow, Jira, Zendesk, TOPdesk, GitHub, Azure DevOps, BMC, OTRS, RT,
 * Salesforce, Autotask, authorities), and as people write them down.
 */
export const TICKETS = listed(`
INC0012345 | inc0012345 | INC-0012345 | INC 0012345 | REQ0010023 | RITM0010456 | CHG0030001 | SCTASK0010987
TASK0020001 | PRB0040007 | CS0001234 | CASE0012345 | HRC0001007 | KB0010042 | CTASK0010001 | CALL0001234 | STRY0010012
https://contoso.service-now.com/nav_to.do?uri=incident.do?sys_id=9d385017c611228701d22104cc95c371
https://contoso.service-now.com/nav_to.do?uri=%2Fincident.do%3Fsys_id%3D9d385017c611228701d22104cc95c371
contoso.service-now.com/incident.do?number=INC0012345 | INC0012345, RITM0010456 | INC0012345/INC0012346 | SUP-123
sup-123 | Sup-123 | IT-1 | HELPDESK-4711 | ITSM-2024 | SUP-2023 | SD-2025 | sd-42 | help-7 | SERVICE-1999
https://contoso.atlassian.net/browse/SUP-123 | https://jira.contoso.com/servicedesk/customer/portal/2/SUP-123
https://contoso.atlassian.net/browse/SUP-2024 | Jira SUP-123 | jira:SUP-123 | [SUP-123] | (SUP-123) | SUP-123.
IT2-88 | #4711 | 4711 | 12345 | #67012 | ##12345## | 1234567890 | # 4711 | ticket 4711 | Ticket #4711
ticket number 4711 | https://contoso.zendesk.com/agent/tickets/12345 | https://contoso.freshdesk.com/a/tickets/4711
request-4711 | https://support.contoso.com/helpdesk/tickets/4711?current_tab=details | Zendesk 12345 | zendesk:4711
case-4711 | issue-12 | I2401-123 | I 2401 123 | I2401 0123 | M2401-0042 | M 2401 0042 | W2411-007 | C2401-1 | 2401-123
2401 0123 | https://contoso.topdesk.net/tas/secure/incident?action=lookup&lookup=naam&lookupValue=I2401-123 | #12
GH-12 | contoso/helpdesk#42 | Contoso/it-help.desk#4711 | AB#1234 | ab#1234 | Bug 1234 | bug-1234 | !123
https://github.com/contoso/helpdesk/issues/42 | https://github.com/contoso/helpdesk/issues/42#issuecomment-123456789
https://dev.azure.com/contoso/helpdesk/_workitems/edit/1234 | https://gitlab.contoso.com/it/helpdesk/-/issues/77
INC000001234567 | WO0000001234567 | CRQ000000012345 | PBI000000012 | SR-20241128-001 | SR 45 | 00001234 | CS-00012345
Ticket#2024112810000012 | 2024112810000012 | RT#12345 | [support #12345] | T20241128.0012
TrackingID#2411280050001234 | 2411280050001234 | Case 00012345 | case:00012345 | SRQ0001234 | REQ-2024-00123
INC-2024-00123 | CASE-2024-0012 | ABC-123-45678 | ärende 4711 | Ärende #4711 | ärende:4711 | ärende-4711
Ärendenr 12345 | Supportärende 12345 | Ärende: INC0012345 | NSD-12345 | IT-2024-0042 | KS-2024-00123 | KS 2024/123
Dnr 2024:123 | dnr 2024-00123 | ÄR-2024-00123 | 2024-00123 | HD-2024-11-0042 | IT20241 | HT2024 | VT2025 | T12345
REQ-2024-0815 | CHG0030045 | 2024-118 | Ärende 2024-118 | #2024 | ärende-2024-118 | Ärendenr:2024-118 | refnr:2024118
Ref: 12345-AB | #INC0012345 | INC0012345_1 | INC_12345 | TicketID:12345 | ticketnr:12345 | Ärendenummer:12345 | Heat12345
ÄrendeID:12345 | Easit-12345 | Easit12345 | Nilex#12345 | Jitbit-123 | SCTASK0012345/RITM0012346 | RITM0012345&SCTASK0012346
https://contoso.lightning.force.com/lightning/r/Case/5003X00002abcDEQAY/view | 5000-K123456-24 | VPN-2024 project
https://support.contoso.com/admin/4711 | https://it.contoso.com/start/12345 | ADMIN-42 | START-7 | ADM-2024
se mejl | saknas | none | N/A | - | n/a | phone call | telefon | besök i receptionen
`);

const ENGLISH = listed(`
she forgot it | he is locked out | they never got a password | new employee, starts today | the account expired
he forgot it over the holidays | her manager called about it | phished, the security team asked for it
back from parental leave | can't sign in to Teams | doesn't remember it | too many attempts | lost her phone
verified by video call | called from reception | he came to the service desk in person
identity checked with passport | user asked for it twice | on-call, urgent | please see e-mail
it's the third time this month | no longer works at the till | the Wi-Fi asks again and again | her PC was replaced
and/or locked | cannot open SharePoint, OneDrive or PowerPoint | works at Åre/Östersund | asked by Anna-Karin Öberg
O'Brien called | AT&T outage | you are not the person who called | I do not know this person
please ask the user(s) to come by | wrong person: ask Erik | not now, call me first
not verified, call back on the number in the directory | he is on holiday | self-service works for him
ask again with a ticket | duplicate, see above
`);

const SWEDISH = listed(`
hon har glömt det | han är utelåst | de fick aldrig något lösenord | nyanställd, börjar idag | kontot hade gått ut
glömde det under semestern | hennes chef ringde | nätfiske, säkerhetsgruppen bad om det
tillbaka från föräldraledighet | kommer inte in i Teams | minns det inte | för många försök | tappade sin telefon
bekräftad i videosamtal | ringde från receptionen | han kom till servicedesken | legitimation kontrollerad
bad om det två gånger | har jour, brådskande | se mejl | tredje gången i månaden | fungerar inte längre i kassan
trådlösa nätet frågar gång på gång | datorn byttes ut | och/eller låst | kommer inte åt SharePoint
arbetar i Åre/Östersund | Anna-Karin Öberg frågade | Björn Åkesson, ekonomi | e-posten är låst | vikarie på avd. fem
sjuk- och föräldraledig | du är inte den som ringde | känner inte igen personen | be kollega(n) komma förbi
fel person: fråga Erik | inte nu, ring mig först | inte bekräftad, ring tillbaka | han har semester
självbetjäning fungerar för honom | fråga igen med ärende | dubblett, se ovan
`);

/** What people add to a sentence: times, dates, numbers, computers, products, addresses, codes. */
const DETAILS = listed(String.raw`
14:30 | kl 14.30 | kl.14:30 | 9am | 10am-11am | 09:30-10:00 | 2024-11-28 | 28/11 | 28 nov 2024 | 28-nov-2024
Nov-2024 | 28th | 1:a | vecka 48 | v.48 | week48 | Q4-2024 | HT2024 | 28nov | november 2024 | sommaren 2024
Summer 2024 | 2024-11-28T10:30:00Z | 070-123 45 67 | +46701234567 | +46 (0)70-123 45 67 | tel:+46701234567 | ext4711
anknytning 4711 | ext. 4711 | 08-123456 | (070)1234567 | DESKTOP-7G2H4K1 | LAPTOP-A1B2C3D4 | PC4711 | PC-0042
pc-4711 | SE-STO-LT0042 | STHLM-PC-17 | srv-ad01 | SRVSQL02 | AP-5CG0123ABC | srv01.contoso.local | 192.168.1.17
00:1A:2B:3C:4D:5E | \\server\share | C:\Users\anna | CONTOSO\anna | laptop-42 | printer-12 | Office365 | Microsoft365
Windows11 | Windows-11 | Windows 11 24H2 | iPhone15 | iPhone 15 Pro | Covid-19 | Outlook2019 | M365 | 802.1X
Windows11-dator | Office365:s | 2-faktor | 14:30-tiden | 80-talet | 3-veckors | 16GB | 20min | 30dagar | 100% | 99,5%
100%-ig | 3rd | anna.svensson@contoso.com | anna_fabrikam.com#EXT#@contoso.onmicrosoft.com | <anna@contoso.com>
adm-erik | siobhan.o'brien@contoso.ie | INC0012345 | SUP-123 | #4711 | SUP-2024 | AADSTS50126 | 0x80070005
AADSTS50053: | 7c9e6679-7425-40de-944b-e07fc1f90ae7 | KB5034441 | https://contoso.atlassian.net/browse/SUP-123
since 2023 | 2024-2025 | PC-12345 | B-204 | B204 | Sal E1 | 3B-12 | Kassa3 | Butik42 | vårdcentral-4 | Storgatan12 | kst4711
5-10min | 2-3dagar | 40h/vecka | 512GB-disk | 65W-laddare | 2FA-kod | MFA/2FA | 4G-router | FIDO2-nyckel | NIS2-krav | 2024v48
VT25-kursen | 112-samtal | 1177-ärende | 1:1-möte | 2024-W48 | M365-konto | iPhone-15 | YubiKey5 | Ubuntu-22.04 | Dynamics365
Surface-Pro-9 | ThinkPad-T14 | #it-support | felkod:0x80070005 | EventID:4740 | error500 | 800101-XXXX | emp12345 | ad01 | srvad01
https://aka.ms/sspr | rum 214 | rum-214 | Room 4B | plan-3 | Ctrl+Alt+Del | 50 kr | 😀 | “quoted”
`);

/** Reasons in both languages, with and without such a detail. */
export const REASONS: readonly string[] = [ENGLISH, SWEDISH].flatMap(sentences => [
  ...sentences,
  ...DETAILS.flatMap((detail, n) => [
    `${sentences[n % sentences.length]}, ${detail}`,
    `${detail}: ${sentences[(n + 7) % sentences.length]}`,
    `${sentences[(n + 3) % sentences.length]} (${detail}).`,
  ]),
]);
