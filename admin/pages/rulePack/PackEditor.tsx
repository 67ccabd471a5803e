import { useLocaleState } from 'ra-core'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { checkRulePack } from '#domain/rulePack.ts'
import { violationText } from '#domain/violationTexts.ts'
import { type PackPath, pathText, setIn } from './packPath.ts'

export type Language = 'zh' | 'en'

/** A draft in work: what it says, what is wrong with it, and how it is changed. */
export interface PackEditor {
  readonly content: unknown
  readonly language: Language
  readonly isLocked: boolean
  readonly isChanged: boolean
  /** Messages by the place they concern. */
  readonly errors: ReadonlyMap<string, string>
  readonly set: (path: PackPath, value: unknown) => void
  readonly replace: (content: unknown) => void
}

const Editor = createContext<PackEditor | null>(null)

/** The language of the rules' own texts. */
export function useRuleLanguage(): Language {
  const [locale] = useLocaleState()
  return locale === 'en' ? 'en' : 'zh'
}

/** What is wrong with a draft, checked as the server does, by place; the first message of each place. */
function messagesOf(content: unknown, language: Language): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const one of checkRulePack(content)) {
    const path = one.path ?? ''
    if (!found.has(path)) found.set(path, violationText(one, language))
  }
  return found
}

interface PackEditorProps {
  readonly start: unknown
  readonly isLocked: boolean
  readonly children: ReactNode
}

/** Holds a draft while it is edited; nothing is sent before it is saved. */
export function PackEditorProvider({ start, isLocked, children }: PackEditorProps) {
  const [content, setContent] = useState(start)
  const language = useRuleLanguage()
  const set = useCallback((path: PackPath, value: unknown) => setContent((old: unknown) => setIn(old, path, value)), [])
  const errors = useMemo(() => messagesOf(content, language), [content, language])
  const isChanged = content !== start
  const value = useMemo(
    () => ({ content, language, isLocked, isChanged, errors, set, replace: setContent }),
    [content, language, isLocked, isChanged, errors, set],
  )
  return <Editor.Provider value={value}>{children}</Editor.Provider>
}

/** The draft in work. @throws Error outside of an editor */
export function usePackEditor(): PackEditor {
  const editor = useContext(Editor)
  if (!editor) throw new Error('no rule pack is edited here')
  return editor
}

/** The message at a place, or null. */
export function useErrorAt(path: PackPath): string | null {
  return usePackEditor().errors.get(pathText(path)) ?? null
}
