import fs from 'node:fs'
import type { Page } from 'playwright-core'
import { openPage, says } from './browser.ts'

/** The passphrase of every officer's key file in tests. */
export const PASSPHRASE = 'correct horse battery'

/** Opens a key file on the page that asks for one. */
export async function openKeyFile(page: Page, path: string, passphrase = PASSPHRASE): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(path)
  await page.getByLabel('密钥文件口令').fill(passphrase)
  await page.getByRole('button', { name: '解开密钥文件' }).click()
}

/** Makes an officer's keys as a person does, reads the file back and registers. @returns where the file is */
export async function makeKeys(page: Page, directory: string, login: string): Promise<string> {
  await openPage(page, '开标与抽取')
  await page.getByLabel('为密钥文件设置口令').fill(PASSPHRASE)
  await page.getByLabel('再输入一次口令').fill(PASSPHRASE)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: '生成密钥并下载密钥文件' }).click()
  const path = `${directory}/${login}.age`
  await (await saved).saveAs(path)
  await openKeyFile(page, path)
  await page.getByRole('button', { name: '登记密钥' }).click()
  await says(page.getByRole('main'), '密钥已登记')
  return path
}

/** Reads the policy, proves the key on the drill and signs. */
export async function signPolicy(page: Page, keyFile: string): Promise<void> {
  await says(page.getByRole('main'), '请逐项阅读将要签署的开标规则')
  await openKeyFile(page, keyFile)
  await page.getByRole('button', { name: '签署规则并证明密钥' }).click()
  await says(page.getByRole('main'), /您已签署规则并证明密钥可用|报价进行中/)
}

/** Decrypts the own shares of a closed round and hands them in. */
export async function handInShares(page: Page, keyFile: string): Promise<void> {
  await says(page.getByRole('main'), '已过截止时间')
  await openKeyFile(page, keyFile)
  await page.getByRole('button', { name: '核对清单并解密' }).click()
  await says(page.getByRole('main'), '与截止时固定的清单一致')
  await page.getByRole('button', { name: '签名并提交份额' }).click()
  await says(page.getByRole('main'), '份额已签名提交')
}

/** A file that a press of a button hands to the person. */
export async function saveDownload(page: Page, button: string, path: string): Promise<Buffer> {
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).first().click()
  await (await saved).saveAs(path)
  return fs.readFileSync(path)
}
