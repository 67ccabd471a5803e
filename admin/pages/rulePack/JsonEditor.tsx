import { Alert, Box, Button, Stack } from '@mui/material'
import { useTranslate } from 'ra-core'
import { useRef, useState } from 'react'
import { Panel } from '../../ui/Panel.tsx'
import { lineOf } from './jsonLine.ts'
import { usePackEditor } from './PackEditor.tsx'

/** The draft as text: checked while it is typed, imported and exported. */
export function JsonEditor() {
  const translate = useTranslate()
  const { content, isLocked, errors, replace } = usePackEditor()
  const [text, setText] = useState(() => JSON.stringify(content, null, 2))
  const [fault, setFault] = useState<string | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const take = (next: string) => {
    setText(next)
    try {
      replace(JSON.parse(next))
      setFault(null)
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <Panel
      title={translate('page.rulePack.asJson')}
      actions={
        <>
          <input
            ref={file}
            type="file"
            accept="application/json,.json"
            hidden
            aria-label={translate('page.rulePack.import')}
            onChange={event => void event.target.files?.[0]?.text().then(take)}
          />
          <Button disabled={isLocked} onClick={() => file.current?.click()}>
            {translate('page.rulePack.import')}
          </Button>
          <Button
            component="a"
            download="rulePack.json"
            href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`}
          >
            {translate('page.rulePack.export')}
          </Button>
        </>
      }
    >
      <Stack sx={{ gap: 1 }}>
        {fault && (
          <Alert severity="error">
            {translate('page.rulePack.noJson')} <code>{fault}</code>
          </Alert>
        )}
        {!fault && errors.size > 0 && (
          <Alert severity="error">
            <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
              {[...errors].map(([path, message]) => (
                <li key={path}>
                  {translate('page.rulePack.line', { line: lineOf(text, path) })} <code>{path}</code> {message}
                </li>
              ))}
            </Box>
          </Alert>
        )}
        <Box
          component="textarea"
          aria-label={translate('page.rulePack.asJson')}
          aria-invalid={fault !== null || errors.size > 0}
          value={text}
          readOnly={isLocked}
          spellCheck={false}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => take(event.target.value)}
          sx={{
            width: '100%',
            height: 560,
            fontFamily: 'monospace',
            fontSize: 13,
            color: 'text.primary',
            bgcolor: 'background.default',
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
            p: 1,
          }}
        />
      </Stack>
    </Panel>
  )
}
