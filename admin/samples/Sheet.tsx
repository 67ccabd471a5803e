import { Box, GlobalStyles } from '@mui/material'
import type { ReactNode } from 'react'

const SHEET = 'sample-sheet'

/** Printed, nothing but the sheet is on the paper, without its buttons. */
const PRINT = {
  '@media print': {
    'body *': { visibility: 'hidden' },
    [`.${SHEET}, .${SHEET} *`]: { visibility: 'visible' },
    [`.${SHEET}`]: { position: 'absolute', left: 0, top: 0, width: '100%' },
    [`.${SHEET} button`]: { display: 'none' },
  },
}

/** What goes on paper: a delivery note, a sheet of labels. */
export function Sheet({ children }: { readonly children: ReactNode }) {
  return (
    <Box className={SHEET}>
      <GlobalStyles styles={PRINT} />
      {children}
    </Box>
  )
}
