/** What a picture is called beside its page, where there are no folders. */
export const pictureName = (path: string): string => path.replaceAll("/", "-");
