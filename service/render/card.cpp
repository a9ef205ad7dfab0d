#include "service/render/card.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace openward::render {
namespace {

template <auto release>
struct Release {
  template <typename T>
  void operator()(T* held) const {
    release(held);
  }
};
template <typename T, auto release>
using Held = std::unique_ptr<T, Release<release>>;

struct Colour {
  double red, green, blue;
};
constexpr Colour of_rgb(unsigned rgb) { return {(rgb >> 16) / 255.0, (rgb >> 8 & 0xffU) / 255.0, (rgb & 0xffU) / 255.0}; }
// Those of site.css and icon.svg.
constexpr Colour paper = of_rgb(0xffffff);
constexpr Colour ink = of_rgb(0x1d2733);
constexpr Colour quiet = of_rgb(0x51606f);
constexpr Colour blue = of_rgb(0x9fc3d4);
constexpr Colour amber = of_rgb(0xf0b45c);

constexpr double margin = 72;
constexpr double masthead = 116;

struct Place {
  double top;
  int size;  // of the letters, in pixels
  int lines; // at most
  PangoWeight weight;
  Colour colour;
};

void fill(cairo_t* canvas, const Colour& colour, double x, double y, double width, double height) {
  cairo_set_source_rgb(canvas, colour.red, colour.green, colour.blue);
  cairo_rectangle(canvas, x, y, width, height);
  cairo_fill(canvas);
}

/// Returns where the text ends, in pixels from the top.
double write(cairo_t* canvas, std::string text, const Place& place, double left = margin) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  const Held<PangoLayout, g_object_unref> layout(pango_cairo_create_layout(canvas));
  const Held<PangoFontDescription, pango_font_description_free> font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), "sans-serif");
  pango_font_description_set_weight(font.get(), place.weight);
  pango_font_description_set_absolute_size(font.get(), place.size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_width(layout.get(), static_cast<int>(card_width - left - margin) * PANGO_SCALE);
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  pango_layout_set_height(layout.get(), -place.lines);
  const Held<char, g_free> readable(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())));
  pango_layout_set_text(layout.get(), readable.get(), -1);
  cairo_set_source_rgb(canvas, place.colour.red, place.colour.green, place.colour.blue);
  cairo_move_to(canvas, left, place.top);
  pango_cairo_show_layout(canvas, layout.get());
  int height = 0;
  pango_layout_get_pixel_size(layout.get(), nullptr, &height);
  return place.top + height;
}

void draw_mark(cairo_t* canvas) {
  struct Bar {
    double x, y, width, height;
  };
  constexpr std::array<Bar, 3> bars{{{6, 17, 5, 9}, {13.5, 11, 5, 15}, {21, 6, 5, 20}}};
  constexpr double scale = 2;
  constexpr double top = (masthead - 32 * scale) / 2;
  for (std::size_t i = 0; i < bars.size(); ++i)
    fill(canvas, i + 1 == bars.size() ? amber : blue, margin + (bars[i].x - 6) * scale, top + bars[i].y * scale, bars[i].width * scale,
         bars[i].height * scale);
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
  try {
    static_cast<std::string*>(to)->append(bytes, bytes + count);
    return CAIRO_STATUS_SUCCESS;
  } catch (const std::exception&) { // it came through C
    return CAIRO_STATUS_NO_MEMORY;
  }
}

} // namespace

std::string card(const CardText& text) {
  const Held<cairo_surface_t, cairo_surface_destroy> surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, card_width, card_height));
  const Held<cairo_t, cairo_destroy> canvas(cairo_create(surface.get()));
  fill(canvas.get(), paper, 0, 0, card_width, card_height);
  fill(canvas.get(), ink, 0, 0, card_width, masthead);
  draw_mark(canvas.get());
  write(canvas.get(), "Openward", {34, 40, 1, PANGO_WEIGHT_BOLD, paper}, margin + 60);
  const double below = write(canvas.get(), text.title, {masthead + 44, 56, 4, PANGO_WEIGHT_BOLD, ink});
  write(canvas.get(), text.description, {below + 22, 31, 3, PANGO_WEIGHT_NORMAL, quiet});
  write(canvas.get(), text.foot, {card_height - 62, 25, 1, PANGO_WEIGHT_NORMAL, quiet});
  std::string png;
  const cairo_status_t written = cairo_surface_write_to_png_stream(surface.get(), append, &png);
  if (written != CAIRO_STATUS_SUCCESS) throw std::runtime_error(std::string("the card was not drawn: ") + cairo_status_to_string(written));
  return png;
}

} // namespace openward::render
