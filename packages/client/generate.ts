import openapiTypes, { astToString } from "openapi-typescript";
import ts from "typescript";

const head = `// Made from the service's OpenAPI document by \`npm run client\`; not to be edited.
`;

/** What may be left out may also be undefined, as in the schemas themselves. */
function orUndefined(property: ts.PropertySignature): ts.PropertySignature {
  const { modifiers, name, questionToken, type } = property;
  if (questionToken === undefined || type === undefined) return property;
  const { factory, SyntaxKind } = ts;
  const either = [type, factory.createKeywordTypeNode(SyntaxKind.UndefinedKeyword)];
  const both = factory.createUnionTypeNode(either);
  return factory.updatePropertySignature(property, modifiers, name, questionToken, both);
}

/** The text of src/contract.ts for an OpenAPI document. Where the service runs is left out. */
export async function contractOf(document: { readonly servers?: unknown }): Promise<string> {
  const { servers: _here, ...rest } = document;
  const options = { alphabetize: true, exportType: true, transformProperty: orUndefined };
  return head + astToString(await openapiTypes(JSON.stringify(rest), options));
}
