package forms

import "gongwen/forms/block"

// Sheets are the document as a workbook has it: its sections, and behind them what is filled in but not printed (填写) and
// how it is done (填表说明).
func (d *Document) Sheets() []block.Section { return block.Sheets(d.Sections()) }
