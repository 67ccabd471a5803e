/** Turns the rows of an editable table into cards on a phone; each cell shows its data-label before its value. */
export const CARD_ROWS = {
  '@media (max-width: 700px)': {
    '& thead': { display: 'none' },
    '& tr': { display: 'block', borderBottom: 1, borderColor: 'divider', py: 1 },
    '& td': {
      display: 'flex',
      flexDirection: 'row',
      justifyContent: 'space-between',
      alignItems: 'center',
      gap: 1,
      border: 0,
      height: 'auto',
      textAlign: 'left',
    },
    '& td[data-label]::before': { content: 'attr(data-label)', color: 'text.secondary' },
  },
} as const
