import { Box } from '@mui/material'
import type { ShownFile } from '../contract/index.ts'
import { fileUrl } from './fileServer.ts'
import type { ViewState } from './viewState.ts'

/** A picture, as wide as the window at zoom 1. */
export function ImageView({ file, view }: { readonly file: ShownFile; readonly view: ViewState }) {
  const isSideways = view.rotation % 180 !== 0
  return (
    <Box
      tabIndex={0}
      role="region"
      aria-label={file.name}
      sx={{ flexGrow: 1, overflow: 'auto', bgcolor: 'action.hover', minHeight: 0 }}
    >
      <Box
        component="img"
        src={fileUrl(file.id)}
        alt={file.name}
        sx={{
          display: 'block',
          mx: 'auto',
          width: `${view.zoom * 100}%`,
          maxWidth: view.zoom === 1 ? 'max-content' : 'none',
          ...(isSideways ? { aspectRatio: '1', objectFit: 'contain' } : {}),
          transform: `rotate(${view.rotation}deg)`,
        }}
      />
    </Box>
  )
}
