import { Box, Button, GlobalStyles, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import type { PriceRound, Tender } from '../contract/index.ts'
import { Facts } from './Facts.tsx'
import { Fingerprint, HashGroups } from './Fingerprint.tsx'

const SHEET = 'fingerprint-sheet'

/** Printed, nothing but the sheet is on the paper. */
const PRINT = {
  '@media print': {
    'body *': { visibility: 'hidden' },
    [`.${SHEET}, .${SHEET} *`]: { visibility: 'visible' },
    [`.${SHEET}`]: { position: 'absolute', left: 0, top: 0, width: '100%' },
    [`.${SHEET} button`]: { display: 'none' },
  },
}

/** Everybody's fingerprints, to be read aloud in the room and compared, and to be printed for the minutes. */
export function FingerprintSheet({ tender, round }: { readonly tender: Tender; readonly round: PriceRound }) {
  const translate = useTranslate()
  if (round.officerKeys.length === 0) return null
  return (
    <Box className={SHEET} sx={{ mt: 2 }}>
      <GlobalStyles styles={PRINT} />
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mb: 1 }}>
        <Typography variant="h3" sx={{ flexGrow: 1 }}>
          {translate('ceremony.fingerprint.title')}
        </Typography>
        <Button variant="outlined" onClick={() => window.print()}>
          {translate('ceremony.fingerprint.print')}
        </Button>
      </Box>
      <Typography color="textSecondary" sx={{ mb: 1 }}>
        {tender.title}（{tender.code}） · {translate('page.round.title', { number: round.number })}
        <br />
        {translate('ceremony.fingerprint.hint')}
      </Typography>
      {round.policyHash && (
        <Facts facts={[[translate('ceremony.policy.hash'), <HashGroups key="hash" hex={round.policyHash} />]]} />
      )}
      <Box
        component="ul"
        sx={{
          m: 0,
          mt: 1.5,
          p: 0,
          listStyle: 'none',
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: '1fr', lg: '1fr 1fr' },
        }}
      >
        {round.officerKeys.map(key => (
          <Box component="li" key={key.ordinal} sx={{ breakInside: 'avoid' }}>
            <Typography sx={{ fontWeight: 650 }}>
              {key.ordinal}. {key.displayName} · {translate(`officerBody.${key.body}`, { _: key.body })}
            </Typography>
            <Facts
              facts={[
                [translate('ceremony.fingerprint.publicKey'), <Fingerprint key="p" publicKey={key.publicKey} />],
                [translate('ceremony.fingerprint.signingKey'), <Fingerprint key="s" publicKey={key.signingKey} />],
              ]}
            />
          </Box>
        ))}
      </Box>
    </Box>
  )
}
