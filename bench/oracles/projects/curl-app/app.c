/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <curl/curl.h>

static size_t keep(char *data, size_t size, size_t count, void *file)
{
  return fwrite(data, size, count, file);
}

int main(int argc, char **argv)
{
  CURL *easy;
  CURLcode code = CURLE_FAILED_INIT;
  if(argc != 2 || curl_global_init(CURL_GLOBAL_DEFAULT))
    return 2;
  easy = curl_easy_init();
  if(easy) {
    curl_easy_setopt(easy, CURLOPT_URL, argv[1]);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, stdout);
    code = curl_easy_perform(easy);
    if(code)
      fprintf(stderr, "%s\n", curl_easy_strerror(code));
    curl_easy_cleanup(easy);
  }
  curl_global_cleanup();
  return (int)code;
}
