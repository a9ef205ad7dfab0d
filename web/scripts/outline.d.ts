// What web/outline.mjs works out while the scripts are bundled: rings of [longitude, latitude].
declare module "outline" {
  const rings: [number, number][][];
  export default rings;
}
