import { Box } from '@mui/material'
import { toString as drawQr } from 'qrcode'
import { useEffect, useState } from 'react'

/** A code as a picture for scanners; its text stands beside it. */
export function Qr({ text, size = 72 }: { readonly text: string; readonly size?: number }) {
  const [svg, setSvg] = useState('')
  useEffect(() => {
    let isShown = true
    void drawQr(text, { type: 'svg', margin: 0 }).then(drawn => isShown && setSvg(drawn))
    return () => {
      isShown = false
    }
  }, [text])
  const source = `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`
  return (
    <Box
      component="img"
      alt=""
      src={svg === '' ? undefined : source}
      sx={{ width: size, height: size, flexShrink: 0, bgcolor: '#fff' }}
    />
  )
}
