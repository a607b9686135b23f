// SPDX-License-Identifier: Apache-2.0
// A unit with as much debug information as headers bring along; linked again and again until the image is large.
#include <algorithm>
#include <deque>
#include <functional>
#include <future>
#include <iostream>
#include <map>
#include <numeric>
#include <memory>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>
namespace unit {
struct Row { std::string name; std::vector<double> values; std::variant<int, std::string> tag; };
std::map<std::string, Row> rows; std::unordered_map<std::string, std::deque<Row>> piles;
void read(std::istream &in) { std::regex line("([a-z]+)=([0-9.]+)"); std::smatch found; std::string text;
  while (std::getline(in, text)) if (std::regex_match(text, found, line)) { Row row{found[1], {std::stod(found[2])}, 1}; piles[found[1]].push_back(row); rows.emplace(found[1], row); } }
int work(int seed) { std::stringstream in("a=1\nb=2\n"); read(in); std::mt19937 random(seed); std::set<std::string> names;
  for (auto &[name, row] : rows) { names.insert(name); std::shuffle(row.values.begin(), row.values.end(), random); std::stable_sort(row.values.begin(), row.values.end()); }
  auto later = std::async(std::launch::deferred, [&] { return std::accumulate(names.begin(), names.end(), 0, [](int sum, const std::string &each) { return sum + int(each.size()); }); });
  std::function<int(int)> twice = [&](int n) { return n < 1 ? 0 : n + twice(n - 1); }; auto shared = std::make_shared<Row>(); return later.get() + twice(3) + int(shared->values.size()); }
}
#ifdef MAIN
int main(int count, char **) { return unit::work(count); }
#endif
