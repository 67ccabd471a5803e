import Delete from '@mui/icons-material/DeleteOutlined'
import { Button, IconButton, Stack, TextField, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useCallback } from 'react'
import type { StoredFile } from '../contract/index.ts'
import { FileDrop } from '../files/FileDrop.tsx'

/** An annex of the documents: a text, a file, or both. */
export interface Annex {
  readonly title: string
  readonly body: string
  readonly fileId: string | null
  readonly fileName: string | null
}

interface AnnexFieldsProps {
  readonly annexes: readonly Annex[]
  readonly change: (set: (annexes: readonly Annex[]) => readonly Annex[]) => void
  /** Which uploads are these documents' (see FileDrop). */
  readonly place: string
}

/** A file is a new annex; the newer file of the same name takes the place of the older one. */
function withFile(annexes: readonly Annex[], { id, name }: StoredFile): readonly Annex[] {
  if (annexes.some(annex => annex.fileId === id)) return annexes
  const isThere = annexes.some(annex => annex.fileName === name)
  if (isThere) return annexes.map(annex => (annex.fileName === name ? { ...annex, fileId: id } : annex))
  return [...annexes, { title: name.replace(/\.[^.]+$/, ''), body: '', fileId: id, fileName: name }]
}

/** The annexes of the documents in their order: texts are typed, files are dropped in. */
export function AnnexFields({ annexes, change, place }: AnnexFieldsProps) {
  const translate = useTranslate()
  const set = (index: number, annex: Annex) => change(all => all.map((one, i) => (i === index ? annex : one)))
  const attach = useCallback((file: StoredFile) => change(all => withFile(all, file)), [change])
  return (
    <Stack sx={{ gap: 1 }}>
      {annexes.map((annex, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: annexes are known by their place
        <Stack key={i} sx={{ gap: 1, pl: 2, borderLeft: 2, borderColor: 'divider' }}>
          <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
            <TextField
              fullWidth
              label={translate('papers.annexTitle', { number: i + 1 })}
              value={annex.title}
              onChange={event => set(i, { ...annex, title: event.target.value })}
              required
            />
            <IconButton
              aria-label={translate('papers.removeAnnex', { number: i + 1 })}
              onClick={() => change(all => all.filter((_one, at) => at !== i))}
            >
              <Delete />
            </IconButton>
          </Stack>
          {annex.fileId !== null && (
            <Typography sx={{ overflowWrap: 'anywhere' }}>
              {translate('papers.annexFile', { name: annex.fileName ?? '' })}
            </Typography>
          )}
          {(annex.fileId === null || annex.body !== '') && (
            <TextField
              label={translate('papers.annexBody', { number: i + 1 })}
              value={annex.body}
              onChange={event => set(i, { ...annex, body: event.target.value })}
              multiline
              minRows={4}
              required={annex.fileId === null}
            />
          )}
        </Stack>
      ))}
      <FileDrop place={place} label={translate('papers.attach')} onStored={attach} />
      <Button
        sx={{ alignSelf: 'start' }}
        onClick={() => change(all => [...all, { title: '', body: '', fileId: null, fileName: null }])}
      >
        {translate('papers.addAnnex')}
      </Button>
    </Stack>
  )
}
