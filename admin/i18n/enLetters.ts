/** Messages: letters about the outcome; their verbs, names, todos and fields. */
export const enLetters = {
  letterKind: { award: 'Letter of award', result: 'Letter of result' },
  letters: {
    title: 'Letters of award and result',
    hint: 'Sent when the award becomes final, to the winners and to everybody else who took part at once (Tendering Law 45). A supplier sees its own only.',
    list: 'List and delivery',
    all: { pdf: 'Download all (PDF)', docx: 'Download all (Word)' },
    count: '%{count}',
    files: 'Files of the letter',
    printed: 'On paper',
    opened: 'Opened by the supplier',
    isOpened: 'Opened',
    notOpened: 'Not opened',
    noneYet: 'This award became final before there were letters; none is sent yet.',
  },
}

export const enLetterFields = { issuedAt: 'Sent', openedAt: 'First opened' }

export const enLetterVerbs = {
  issueAwardLetters: { label: 'Send the letters', review: 'One to everybody who took part, numbered, for good.' },
  openAwardLetter: { label: 'Open the letter', review: 'Notes when your company first opened it.' },
}

/** Names of acts in the log. */
export const enLetterNames = { issueAwardLetters: 'Letters of award and result sent', openAwardLetter: 'Letter opened' }

export const enLetterTodos = { openAwardLetter: 'Read the letter of award or result' }

export const enLetterConsequences = {
  openAwardLetter: 'Winners must conclude the contract by the day the letter names.',
}
