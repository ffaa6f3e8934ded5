import Type from 'typebox'

/** Texts of a mail, with places for values such as `{{user.first_name}}`. */
export const mailTexts = {
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Subject of the mail' })),
  plain: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 65_536,
      description: 'The mail as plain text; it has to name the link',
    }),
  ),
  html: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 65_536,
      description: 'The mail as HTML; it has to name the link',
    }),
  ),
}
