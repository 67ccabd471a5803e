import ArrowDown from '@mui/icons-material/ArrowDownwardOutlined'
import ArrowUp from '@mui/icons-material/ArrowUpwardOutlined'
import { Button, IconButton, Stack, Typography } from '@mui/material'
import { useTranslate } from 'ra-core'
import { ruleWord } from '#domain/ruleFields.ts'
import { ErrorAt } from './EntryTable.tsx'
import { usePackEditor } from './PackEditor.tsx'
import { getIn, type PackPath } from './packPath.ts'
import { RuleFieldFrame } from './RuleInput.tsx'

interface OrderListProps {
  readonly path: PackPath
  /** Everything that may stand in the list. */
  readonly all: readonly string[]
}

/** An order that is changed step by step, such as the stages or the tie chain. */
export function OrderList({ path, all }: OrderListProps) {
  const translate = useTranslate()
  const { content, language, isLocked, set } = usePackEditor()
  const value = getIn(content, path)
  const order = Array.isArray(value) ? value.map(String) : []
  const word = (one: string) => ruleWord(one, path.map(String))[language]
  const swap = (index: number, by: number) => {
    const next = [...order]
    const [moved] = next.splice(index, 1)
    if (moved !== undefined) next.splice(index + by, 0, moved)
    set(path, next)
  }
  return (
    <RuleFieldFrame path={path}>
      {({ input }) => (
        <Stack component="ol" id={input} sx={{ m: 0, p: 0, listStyle: 'none', gap: 0.25 }}>
          {order.map((one, index) => (
            <Stack component="li" key={one} direction="row" sx={{ alignItems: 'center' }}>
              <Typography sx={{ flexGrow: 1 }}>
                {index + 1}. {word(one)}
              </Typography>
              <IconButton
                size="small"
                disabled={isLocked || index === 0}
                aria-label={`${translate('page.rulePack.up')} ${word(one)}`}
                onClick={() => swap(index, -1)}
              >
                <ArrowUp fontSize="small" />
              </IconButton>
              <IconButton
                size="small"
                disabled={isLocked || index === order.length - 1}
                aria-label={`${translate('page.rulePack.down')} ${word(one)}`}
                onClick={() => swap(index, 1)}
              >
                <ArrowDown fontSize="small" />
              </IconButton>
              <Button
                size="small"
                disabled={isLocked}
                aria-label={`${translate('page.rulePack.remove')} ${word(one)}`}
                onClick={() =>
                  set(
                    path,
                    order.filter(other => other !== one),
                  )
                }
              >
                {translate('page.rulePack.remove')}
              </Button>
              <ErrorAt path={[...path, index]} />
            </Stack>
          ))}
          {all
            .filter(one => !order.includes(one))
            .map(one => (
              <Button
                key={one}
                size="small"
                disabled={isLocked}
                onClick={() => set(path, [...order, one])}
                sx={{ alignSelf: 'flex-start' }}
              >
                {translate('page.rulePack.add')} {word(one)}
              </Button>
            ))}
        </Stack>
      )}
    </RuleFieldFrame>
  )
}
