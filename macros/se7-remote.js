// What xlwings Server's client needs besides its own actions: Excel's named cell styles.
// Put this file into the server project's static/js/main.js.
async function se7ApplyStyle(context, tab, address, style) {
  context.workbook.worksheets.getItem(tab).getRange(address).style = style;
  await context.sync();
}
xlwings.registerCallback(se7ApplyStyle);
