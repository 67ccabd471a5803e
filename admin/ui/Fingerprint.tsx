import { Box } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { readBase64 } from '../crypto/fileBytes.ts'
import { fingerprint, groupsOf } from '../crypto/fingerprint.ts'
import { webCrypto } from '../crypto/webCrypto.ts'

const PER_LINE = 8

/** Hexadecimal text as lines of groups that can be read aloud. */
export function HashGroups({ hex }: { readonly hex: string }) {
  return <Groups groups={groupsOf(hex)} />
}

/** SHA-256 of a public key (standard base64) in groups of four. */
export function Fingerprint({ publicKey }: { readonly publicKey: string }) {
  const { data } = useQuery({
    queryKey: ['fingerprint', publicKey],
    queryFn: () => fingerprint(readBase64(publicKey) ?? new Uint8Array(0), webCrypto),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return <Groups groups={data ?? []} />
}

function Groups({ groups }: { readonly groups: readonly string[] }) {
  const lines = Array.from({ length: Math.ceil(groups.length / PER_LINE) }, (_, i) =>
    groups.slice(i * PER_LINE, (i + 1) * PER_LINE).join(' '),
  )
  return (
    <Box component="code" sx={{ display: 'inline-block', fontSize: 13, lineHeight: 1.5 }}>
      {lines.map(line => (
        <Box component="span" key={line} sx={{ display: 'block' }}>
          {line}
        </Box>
      ))}
    </Box>
  )
}
