import type { en } from './en/index.ts';

/** Texts by key, in groups. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

type Catalogue = typeof en;

/** The key of a text: `common.duration.days`. Plural forms (`days_one`, `days_other`) are one text. */
export type TextKey = KeyIn<Catalogue>;

type KeyIn<Group> = {
  [Name in keyof Group & string]: Group[Name] extends string ? WithoutForm<Name> : `${Name}.${KeyIn<Group[Name]>}`;
}[keyof Group & string];

type WithoutForm<Name extends string> = Name extends `${infer Base}_${PluralForm}` ? Base : Name;
type PluralForm = 'one' | 'other';

type TextAt<Group, Key extends string> = Key extends `${infer Name}.${infer Rest}`
  ? Name extends keyof Group
    ? TextAt<Group[Name], Rest>
    : never
  : Key extends keyof Group
    ? Group[Key]
    : Group[`${Key}_${PluralForm}` & keyof Group];

type IsPlural<Group, Key extends string> = Key extends `${infer Name}.${infer Rest}`
  ? Name extends keyof Group
    ? IsPlural<Group[Name], Rest>
    : never
  : Key extends keyof Group
    ? never
    : 'count';

/** What stands between the braces of a text: `count, number`. */
type Slots<Text> = Text extends `${string}{{${infer Slot}}}${infer Rest}` ? Slot | Slots<Rest> : never;
type NameOf<Slot> = Slot extends `${infer Name}, ${string}` ? Name : Slot;
type NumberSlot<Slot> = Slot extends `${infer Name}, number` ? Name : never;

type NamesOf<Key extends TextKey> = NameOf<Slots<TextAt<Catalogue, Key>>> | IsPlural<Catalogue, Key>;
type NumbersOf<Key extends TextKey> = NumberSlot<Slots<TextAt<Catalogue, Key>>> | 'count';

/** The values that a text needs. With several keys (`kinds.${kind}`), those of all of them. */
export type ValuesOf<Key extends TextKey> = {
  readonly [Name in NamesOf<Key> & string]: Name extends NumbersOf<Key> ? number : string | number;
};

/** The tags of a text, `<name>` or `<name/>`, by name. */
export type TagsOf<Key extends TextKey> = TagNames<TextAt<Catalogue, Key>>;

type TagNames<Text> = Text extends `${string}<${infer Tag}>${infer Rest}`
  ? (Tag extends `/${string}` ? never : Tag extends `${infer Name}/` ? Name : Tag) | TagNames<Rest>
  : never;

/** `[]` where nothing is needed, else `[needed]`. */
export type Needed<Values> = [keyof Values] extends [never] ? [] : [values: Values];
