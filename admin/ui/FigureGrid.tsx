import { Box, Typography } from '@mui/material'

interface FigureCard {
  readonly label: string
  readonly value: string
}

/** Numbers with their names, as many beside each other as fit. */
export function FigureGrid({ figures }: { readonly figures: readonly FigureCard[] }) {
  return (
    <Box
      component="dl"
      sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))', gap: 1.5, m: 0 }}
    >
      {figures.map(({ label, value }) => (
        <Box key={label} sx={{ display: 'flex', flexDirection: 'column-reverse' }}>
          <Typography component="dt" variant="body2" color="textSecondary">
            {label}
          </Typography>
          <Typography component="dd" sx={{ m: 0, fontSize: 20, fontWeight: 650 }}>
            {value}
          </Typography>
        </Box>
      ))}
    </Box>
  )
}
