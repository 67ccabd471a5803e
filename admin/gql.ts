/**
 * Tags a GraphQL document. It does nothing at run time; the tag lets an editor colour the text and lets
 * tests/admin/documents.test.ts find every document and check it against the schema.
 */
export function gql(strings: TemplateStringsArray): string {
  return strings.join('')
}
