#include "exchange/workbook/compound_file.h"

#include <cstdint>
#include <vector>

namespace openward::exchange {
namespace {

constexpr unsigned last_special = 0xFFFFFFFA; // from here on a sector number is a mark
constexpr std::size_t header_size = 512;
constexpr std::size_t entry_size = 128;

class Sectors {
 public:
  explicit Sectors(std::string_view bytes) : bytes_(bytes), size_(std::size_t{1} << (u16_at(bytes, 30) & 15U)) {
    if (size_ < header_size) return;
    const std::size_t most = bytes.size() / size_ + 1;
    for (std::size_t i = 0; i < 109; ++i) add_table(u32_at(bytes, 76 + i * 4), most);
    unsigned next = u32_at(bytes, 68);
    for (std::size_t seen = 0; next < last_special && seen < most; ++seen) {
      const std::string_view list = sector(next);
      for (std::size_t i = 0; i + 8 <= list.size(); i += 4) add_table(u32_at(list, i), most);
      next = list.size() < 4 ? last_special : u32_at(list, list.size() - 4);
    }
  }

  std::string chain(unsigned first) const {
    std::string out;
    for (std::size_t seen = 0; first < table_.size() && seen <= table_.size(); ++seen, first = table_[first]) {
      const std::string_view one = sector(first);
      if (one.empty() || out.size() > bytes_.size()) break; // a chain that bites its tail
      out += one;
    }
    return out;
  }

 private:
  std::string_view sector(unsigned number) const {
    const std::size_t at = (static_cast<std::size_t>(number) + 1) * size_;
    return at < bytes_.size() ? bytes_.substr(at, size_) : std::string_view{};
  }
  void add_table(unsigned number, std::size_t most) {
    if (number >= last_special || table_.size() > most) return;
    const std::string_view one = sector(number);
    for (std::size_t i = 0; i + 4 <= one.size(); i += 4) table_.push_back(u32_at(one, i));
  }

  std::string_view bytes_;
  std::size_t size_;
  std::vector<unsigned> table_;
};

bool named(std::string_view entry, std::string_view name) {
  if (u16_at(entry, 64) != (name.size() + 1) * 2) return false;
  for (std::size_t i = 0; i < name.size(); ++i)
    if (u16_at(entry, i * 2) != static_cast<unsigned char>(name[i])) return false;
  return true;
}

} // namespace

unsigned u16_at(std::string_view bytes, std::size_t at) {
  if (at + 2 > bytes.size()) return 0;
  return static_cast<unsigned char>(bytes[at]) | static_cast<unsigned>(static_cast<unsigned char>(bytes[at + 1])) << 8U;
}

unsigned u32_at(std::string_view bytes, std::size_t at) {
  return at + 4 > bytes.size() ? 0 : u16_at(bytes, at) | u16_at(bytes, at + 2) << 16U;
}

std::optional<std::string> workbook_stream(std::string_view bytes) {
  if (bytes.size() < header_size) return std::nullopt;
  const Sectors sectors(bytes);
  const std::string folder = sectors.chain(u32_at(bytes, 48));
  for (std::size_t at = 0; at + entry_size <= folder.size(); at += entry_size) {
    const std::string_view entry = std::string_view(folder).substr(at, entry_size);
    if (!named(entry, "Workbook") && !named(entry, "Book")) continue;
    const std::size_t size = u32_at(entry, 120);
    if (size < u32_at(bytes, 56)) return std::nullopt;
    std::string stream = sectors.chain(u32_at(entry, 116));
    if (stream.size() < size) return std::nullopt;
    stream.resize(size);
    return stream;
  }
  return std::nullopt;
}

} // namespace openward::exchange
