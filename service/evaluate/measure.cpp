#include "service/evaluate/measure.h"

#include <algorithm>
#include <set>

namespace openward::evaluate {
namespace {

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string right_aligned(const std::string& text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

constexpr std::size_t number_width = 8;

} // namespace

void Measure::count(const std::string& release_id, const std::string& label, const std::string& read, std::string because) {
  ++asked_;
  ++cells_[{label, read}];
  if (label == read)
    ++right_;
  else
    misses_.push_back({release_id, label, read, std::move(because)});
}

std::string Measure::share_of(std::size_t right, std::size_t asked) {
  if (asked == 0) return "-";
  std::size_t hundredths = (right * 200 + asked) / (2 * asked);
  if (hundredths == 100 && right < asked) hundredths = 99;
  const std::string digits = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + (digits.size() < 2 ? ".0" : ".") + digits;
}

std::vector<std::string> Measure::words() const {
  std::set<std::string> all;
  for (const auto& [pair, n] : cells_) {
    all.insert(pair.first);
    all.insert(pair.second);
  }
  return {all.begin(), all.end()};
}

std::size_t Measure::cell(const std::string& label, const std::string& read) const {
  const auto found = cells_.find({label, read});
  return found == cells_.end() ? 0 : found->second;
}

std::string Measure::per_word() const {
  const auto all = words();
  std::size_t width = name_.size();
  for (const auto& w : all) width = std::max(width, w.size());
  std::string out = padded(name_, width);
  for (const std::string_view head : {"labelled", "read", "right", "precision", "recall"})
    out += "  " + right_aligned(std::string(head), std::max(number_width, head.size()));
  out += '\n';
  for (const auto& w : all) {
    std::size_t labelled = 0, read = 0;
    for (const auto& other : all) {
      labelled += cell(w, other);
      read += cell(other, w);
    }
    const std::size_t right = cell(w, w);
    out += padded(w, width);
    for (const auto n : {labelled, read, right}) out += "  " + right_aligned(std::to_string(n), number_width);
    out += "  " + right_aligned(share_of(right, read), 9) + "  " + right_aligned(share_of(right, labelled), number_width) + '\n';
  }
  return out;
}

std::string Measure::confusion() const {
  const auto all = words();
  std::size_t width = name_.size() + 4;
  for (const auto& w : all) width = std::max(width, w.size() + 4);
  std::string out = padded(name_, width);
  for (std::size_t i = 0; i < all.size(); ++i) out += right_aligned(std::to_string(i + 1), 5);
  out += '\n';
  for (std::size_t i = 0; i < all.size(); ++i) {
    out += padded(right_aligned(std::to_string(i + 1), 2) + "  " + all[i], width);
    for (const auto& read : all) {
      const std::size_t n = cell(all[i], read);
      out += right_aligned(n == 0 ? "." : std::to_string(n), 5);
    }
    out += '\n';
  }
  return out;
}

std::string Measure::listed_misses() const {
  std::string out;
  for (const auto& m : misses_)
    out += "  " + m.release_id + "  " + name_ + ": labelled " + m.label + ", read as " + m.read + "\n      " + m.because + '\n';
  return out;
}

} // namespace openward::evaluate
