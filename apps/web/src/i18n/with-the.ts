const isOffice =
  /\b(agency|authority|board|bureau|commission|council|court|department|directorate|government|ministry|office|police|prosecutor|service|tribunal)\b/i;

/** "The Ministry of Meetings", as an English sentence names an office; other names stay as they are. */
export const withThe = (name: string): string =>
  isOffice.test(name) && !/^\W*the\b/i.test(name) ? `The ${name}` : name;
