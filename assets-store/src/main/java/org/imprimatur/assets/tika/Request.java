package org.imprimatur.assets.tika;

/**
 * One line to the child process.
 *
 * @param number of the question, which its answer repeats
 * @param file where the bytes lie
 * @param name what the uploader called it; only compared with what is found
 * @param thumbnail where to write a thumbnail
 * @param textLimit in characters
 * @param pixelLimit beyond which a picture is not decoded
 */
record Request(int number, String file, String name, String thumbnail, int textLimit, long pixelLimit) {}
