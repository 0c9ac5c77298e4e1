import type { Vocabulary } from './vocabulary.ts';

/** English. Phrases are separated by `|`. */
export const english: Vocabulary = {
  phrases: {
    noun: 'password|passwords|pass word|pw|pwd|passwd|passcode|passphrase|pword',
    compound: 'passwordreset|password-reset|pwreset|pw-reset|pwd-reset',
    reset: 'reset|re-set|resetting',
    change:
      'change|set|update|renew|replace|make|create|generate|issue|give|get|send|provide|assign|help|fix|sort out|use|choose',
    new: 'new|fresh|another|a new one|new one',
    adjective:
      'temporary|temp|forgotten|lost|old|current|initial|own|windows|ad|entra|office|microsoft|m365|domain|network|login|account|user',
    determiner: 'the|a|an|this',
    self: 'can i get|can i have|could i get|could i have|may i have|can we get|can we have|i|me|myself|we|us|ourselves|im|ive',
    my: 'my|our|mine|my own',
    other:
      'she|her|hers|he|him|his|they|them|their|theirs|it|its|that|this|someone|somebody|one|a user|the user|a colleague|this user|this person|a person|someone else|the same user|the same person|that user|that person|whom|shes|hes|theyre',
    'target-preposition': 'for|of|to|on|regarding|concerning|about',
    'value-preposition': 'from|to|with|as|into|using|with the|equal to|to the|use',
    assignment: 'should be|shall be|must be|will be|is to be|as follows|=|==|->|=>',
    copula: 'be|to be|is|is now|being|has been',
    state:
      'reset|changed|forgotten|lost|expired|expiring|locked|gone|leaked|compromised|stolen|known|wrong|incorrect|weak|old|broken|unknown|missing|not|no|too|about|also|resetting|been|out|renewed|replaced|updated|blocked|required|needed|due',
    purpose: 'log|get|let|help|allow|enable|sign|unlock|fix|work|access|be able|give|continue|start',
    link: 'to|has|have|had|with|just|again|now|already|also|completely|currently|to get|to have',
    forget:
      "forgot|forgotten|forgets|lost|has lost|misplaced|doesn't remember|does not remember|didn't remember|don't remember|do not remember|can't remember|cannot remember|can not remember|couldn't remember|no longer remembers|has forgot|has forgotten|have forgotten|have forgot|keeps forgetting|not remember",
    need: 'can i get|can i have|could i get|could i have|may i have|can we get|can we have|should|must|has to|have to|needs to|need|needs|needing|want|wants|require|requires|should have|must have|would like|would like to have|should get|must get|needs to get|wants to get|needs to have|needs help to|needs help with|has to have|asked for|is asking for|asks for',
    polite:
      "please|pls|plz|plez|kindly|asap|urgent|urgently|now|immediately|again|right away|right now|as soon as possible|when you can|if you can|if possible|would you mind|can you|could you|would you|will you|can u|could u|would u|can we|could we|can someone|could someone|can somebody|could somebody|can you please|could you please|go ahead and|is it possible to|it would be great if you could|i need you to|i want you to|i would like you to|i'd like you to|today|ok|okay|bot|nyckel|you|asap please|hey nyckel|if you could|with immediate effect",
    greeting:
      'hi|hello|hey|hi there|hello there|hey there|good morning|good afternoon|good evening|howdy|greetings|dear bot|hi all|hi team|hello team|morning',
    closing:
      'thanks|thank you|thx|tnx|many thanks|thanks a lot|thank you very much|thanks in advance|cheers|regards|best regards|kind regards|sincerely|much appreciated',
    negation:
      "not|don't|do not|dont|never|no|doesn't|didn't|can't|cannot|won't|shouldn't|mustn't|isn't|wasn't|hasn't|without|stop|cancel|undo|refuse|avoid|except|instead of|rather than|wouldn't|couldn't|nobody|no one|revert",
    retraction:
      "no|don't|do not|stop|wait|cancel|never mind|nevermind|forget it|ignore that|ignore this|ignore the above|scratch that|undo|hold on|disregard|false alarm",
    question: 'what|why|when|who|whose|where|which|whats|what is|did|do|does|is|was|has|have|are|were|am',
    how: 'how|how do i|how can i|how to|how should i|how do you|how does|how do we|how can we|how would i',
    reason:
      'because|because of|since|due to|cause|cuz|bc|on account of|the reason is|reason|who|given that|owing to|so that',
    'reason-before-pronoun': 'as|after|while|when|and|but',
    person:
      "user|users|user account|the user|the account|the account of|account|colleague|my colleague|our colleague|employee|the employee|our employee|person|named|called|user named|user called|a user named|a user called|someone named|someone called|the person named|a colleague named|a colleague called|my colleague named|my manager|my boss|our manager|manager|boss|mr|mrs|ms|miss|dr|my coworker|the user's|upn|username|my friend|my colleagues|my managers|my bosss|managers|colleagues|coworkers|our new starter|our new colleague|our new employee|new employee|new colleague",
    account: 'account|accounts|login|sign-in|user account|profile',
    'employee-number':
      'employee|employee number|employee no|employee nr|employee id|employee-id|employeeid|employee-number|employee num|staff number|staff id|personnel number|employee with number',
    ticket:
      'ticket|tickets|ticket number|ticket no|ticket nr|ticket id|case|case number|case no|incident|incident number|issue|request|request number|jira|ref|reference|service request|see ticket|per ticket|as per ticket|see|per',
    'not-a-name':
      'can|will|may|in|the|a|what|is|are|was|were|be|been|am|not|and|or|but|with|without|for|from|to|of|on|at|by|about|into|than|then|that|this|these|those|there|here|how|why|when|where|which|who|whose|if|because|since|does|did|done|has|have|had|having|should|would|could|shall|must|might|cannot|i|you|we|he|she|it|they|him|her|his|them|their|your|yours|our|my own|everyone|everybody|all|all users|anyone|anybody|nobody|someone|somebody|users|delete|disable|remove|block|unblock|unlock|enable|add|create|show|tell|give|list|open|find|look|check|send|change|changed|set|get|make|policy|policies|expiry|link|router|server|printer|computer|laptop|phone|mfa|2fa|authenticator|pin|settings|device|mailbox|license|session|sessions|counter|button|portal|help|log|login|sign|forgot|forgotten|lost|needs|need|wants|want|called|calls|says|said|asked|asks|yesterday|tomorrow|tonight|ago|later|soon|every|each|both|same|other|another|first|last week|next|just|only|very|too|also|still|already|again|yes|no|wait|stop|reset|resets|resetting|password|passwords|account|accounts|email|mail|number|team|department|group|role|outlook|excel|windows|vpn|app|pc|works|work|working|expired|expires|manager|boss|himself|herself|themselves|mother|use|using|instead|after|before|until|while|during|through|between',
    help: 'help|help me|what can you do|what can i do|what do you do|how does this work|how does it work|how do i use this|how do i use you|commands|menu|info|usage|instructions|who are you|what is this|what are you|what can i ask|what can i say|show help|i need help|get started|what can i write|help please',
    'sign-out':
      'sign out|signout|sign-out|log out|logout|log-out|log off|logoff|log-off|sign off|sign me out|log me out|log me off',
    show: 'show|list|view|display|give|get|send|tell',
    history: 'history|histories',
    'own-history':
      'my requests|my resets|my cases|my reset requests|my password resets|my password reset requests|my recent requests|my latest requests|my earlier requests|my previous requests|what have i done|what have i reset|what did i do|what did i reset',
    status:
      "status|the status|what is open|what's open|what is still open|what's still open|what is pending|what's pending|open requests|pending requests|my open requests|my pending requests|what requests are open|which requests are open|is anything open|are there open requests|are there any open requests",
    'approvals-here':
      'approvals here|approval here|approval requests here|send approvals here|send the approvals here|send approval requests here|send the approval requests here|send all approvals here|send all approval requests here|post approvals here|post approval requests here|put approvals here|put approval requests here|ask for approvals here|ask for approval here|send approvals to this channel|send approval requests to this channel|send approvals to this chat|send approval requests to this chat|use this channel for approvals|use this channel for approval requests|use this chat for approvals|use this chat for approval requests',
  },
  namesInS:
    'james|charles|chris|nicholas|nicolas|lucas|marcus|dennis|denis|francis|curtis|louis|lewis|ross|jess|thomas|douglas|angus|agnes|alexis|doris|iris|phyllis|frances|gladys|moses|amos|silas|jones|williams|davis|evans|roberts|adams|edwards|collins|hughes|phillips|rogers|sanders|stevens|harris|morris|hopkins|jenkins|perkins|matthews|peters|richards|reynolds|simmons|brooks|woods|hayes|bates|owens|myers|stephens|daniels|hicks|nichols|andrews|banks|burns|watts|parsons|gibbs|cross|yates|matias|tobias|elias|jonas|andreas|markus|rodrigues|fernandes|gomes|alves|santos|reis|dias|martins|nunes|ramos|rios|torres|morales|flores|cortes|reyes|vargas|rojas',
};
