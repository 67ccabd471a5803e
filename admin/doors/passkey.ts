import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { ADD_PASSKEY, ASK_PASSKEY, OFFER_PASSKEY, VERIFY_PASSKEY } from '../documents/identity.ts'
import { command } from '../graphqlClient.ts'

interface Challenge<Options> {
  readonly options: Options
}

/** Whether this browser can make and use passkeys. */
export const hasPasskeys = (): boolean => browserSupportsWebAuthn()

/** Makes a passkey on this device for the signed-in person. */
export async function makePasskey(name: string): Promise<void> {
  const { options } = await command<Challenge<PublicKeyCredentialCreationOptionsJSON>>(
    'offerPasskey',
    OFFER_PASSKEY,
    {},
  )
  const response = await startRegistration({ optionsJSON: options })
  await command('addPasskey', ADD_PASSKEY, { name, response })
}

/** Shows a passkey as the second factor. */
export async function showPasskey(): Promise<void> {
  const { options } = await command<Challenge<PublicKeyCredentialRequestOptionsJSON>>('askPasskey', ASK_PASSKEY, {})
  const response = await startAuthentication({ optionsJSON: options })
  await command('verifyPasskey', VERIFY_PASSKEY, { response })
}
