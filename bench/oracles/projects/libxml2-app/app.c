/* SPDX-License-Identifier: Apache-2.0 */
/* Reads one document and prints the name of its root: what a device does that takes settings as XML. */
#include <stdio.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

int main(int argc, char **argv)
{
  xmlDocPtr document;
  xmlNodePtr root;
  if(argc != 2)
    return 2;
  document = xmlReadFile(argv[1], NULL, XML_PARSE_NONET);
  if(!document)
    return 1;
  root = xmlDocGetRootElement(document);
  if(root)
    printf("%s\n", (const char *)root->name);
  xmlFreeDoc(document);
  xmlCleanupParser();
  return 0;
}
