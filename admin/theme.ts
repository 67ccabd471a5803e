import { zhCN } from '@mui/material/locale'
import { alpha, type ThemeOptions } from '@mui/material/styles'
import { defaultDarkTheme, defaultLightTheme } from 'react-admin'
import type { ScreenLocale } from './i18n/locale.ts'

/** System CJK fonts first; Noto Sans SC only where the system has none. */
const FONT =
  'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "HarmonyOS Sans SC", "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC Variable", sans-serif'

interface Colours {
  readonly line: string
  readonly bar: string
  readonly ink: string
  readonly green: string
}

const LIGHT: Colours = { line: '#DEDFD9', bar: '#FFFFFF', ink: '#1D2420', green: '#2E6F4E' }
const DARK: Colours = { line: '#343B37', bar: '#1B201D', ink: '#E7ECE8', green: '#7CC79C' }

function components({ line, bar, ink, green }: Colours): ThemeOptions['components'] {
  const flat = { border: `1px solid ${line}`, boxShadow: 'none', backgroundImage: 'none' }
  return {
    MuiCssBaseline: {
      styleOverrides: {
        body: { fontVariantNumeric: 'tabular-nums' },
        'a:not([class]), a.no-print': { color: green },
        '@media (prefers-reduced-motion: reduce)': { '*': { transitionDuration: '0s !important' } },
        ':focus-visible': { outline: `2px solid ${green}`, outlineOffset: 2 },
      },
    },
    MuiAppBar: {
      defaultProps: { elevation: 0, color: 'default' },
      styleOverrides: {
        root: { backgroundColor: bar, color: ink, borderBottom: `1px solid ${line}`, backgroundImage: 'none' },
      },
    },
    MuiPaper: { styleOverrides: { outlined: flat, elevation1: flat } },
    MuiCard: { defaultProps: { variant: 'outlined' } },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: { root: { textTransform: 'none', whiteSpace: 'nowrap', fontWeight: 600 } },
    },
    MuiChip: { styleOverrides: { root: { fontWeight: 500 } } },
    MuiTab: { styleOverrides: { root: { textTransform: 'none', minHeight: 44 } } },
    MuiTableCell: {
      styleOverrides: {
        root: { whiteSpace: 'nowrap', borderColor: line, fontVariantNumeric: 'tabular-nums' },
        sizeSmall: { height: 36, paddingTop: 2, paddingBottom: 2 },
        head: { fontWeight: 600, fontSize: 13, color: alpha(ink, 0.78), backgroundColor: bar },
      },
    },
    MuiTextField: { defaultProps: { variant: 'outlined', size: 'small' } },
    MuiFormControl: { defaultProps: { variant: 'outlined', size: 'small' } },
    MuiTooltip: { defaultProps: { arrow: true } },
    RaLayout: { styleOverrides: { root: { '& .RaLayout-content': { padding: 16, minWidth: 0 } } } },
    RaMenuItemLink: {
      styleOverrides: {
        root: {
          borderRadius: 8,
          margin: '0 8px',
          paddingLeft: 12,
          minHeight: 34,
          '&.RaMenuItemLink-active': { color: green, fontWeight: 600, backgroundColor: alpha(green, 0.1) },
        },
      },
    },
    RaDatagrid: { styleOverrides: { root: { '& .RaDatagrid-headerCell': { whiteSpace: 'nowrap' } } } },
  } as ThemeOptions['components']
}

const TYPOGRAPHY: ThemeOptions['typography'] = {
  fontFamily: FONT,
  fontSize: 14,
  h1: { fontSize: 24, fontWeight: 650, lineHeight: 1.3 },
  h2: { fontSize: 18, fontWeight: 650, lineHeight: 1.4 },
  h3: { fontSize: 15, fontWeight: 650, lineHeight: 1.5 },
  h6: { fontSize: 17, fontWeight: 650 },
}

interface Mode {
  readonly colours: Colours
  readonly base: ThemeOptions
  readonly palette: NonNullable<ThemeOptions['palette']>
}

const LIGHT_MODE: Mode = {
  colours: LIGHT,
  base: defaultLightTheme,
  palette: {
    mode: 'light',
    primary: { main: LIGHT.green, contrastText: '#FFFFFF' },
    secondary: { main: LIGHT.green, contrastText: '#FFFFFF' },
    error: { main: '#B3261E' },
    warning: { main: '#8A5300' },
    success: { main: LIGHT.green },
    info: { main: '#2F5D86' },
    background: { default: '#FAFAF6', paper: '#FFFFFF' },
    text: { primary: LIGHT.ink, secondary: '#55605A' },
    divider: LIGHT.line,
  },
}

const DARK_MODE: Mode = {
  colours: DARK,
  base: defaultDarkTheme,
  palette: {
    mode: 'dark',
    primary: { main: DARK.green, contrastText: '#0E1712' },
    secondary: { main: DARK.green, contrastText: '#0E1712' },
    error: { main: '#F2958D' },
    warning: { main: '#E9B666' },
    success: { main: DARK.green },
    info: { main: '#93BEE3' },
    background: { default: '#131715', paper: '#1B201D' },
    text: { primary: DARK.ink, secondary: '#A9B4AE' },
    divider: DARK.line,
  },
}

function build({ colours, base, palette }: Mode, locale: ScreenLocale): ThemeOptions {
  return {
    ...base,
    palette,
    shape: { borderRadius: 10 },
    typography: TYPOGRAPHY,
    components: {
      ...base.components,
      ...components(colours),
      ...(locale === 'zh' ? zhCN.components : {}),
    },
  }
}

/** Off-white paper, one deep green for action; amber and red only for time and danger, dark enough to read. */
export function lightTheme(locale: ScreenLocale): ThemeOptions {
  return build(LIGHT_MODE, locale)
}

/** The same in the dark; follows the system. */
export function darkTheme(locale: ScreenLocale): ThemeOptions {
  return build(DARK_MODE, locale)
}
