package org.imprimatur.content;

import java.time.Instant;

/**
 * What somebody has typed into the form of a post and not saved yet.
 *
 * @param post id of the post, or the key of a form whose post is not saved yet
 * @param base version that the form was filled from; 0 for a new post
 */
record PostAutosave(String post, int base, PostForm form, Instant savedAt) {}
