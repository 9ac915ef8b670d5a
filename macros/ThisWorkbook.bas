Option Explicit

Private Sub Workbook_Activate()
    SE7Ribbon.Renew
End Sub

Private Sub Workbook_SheetActivate(ByVal Sh As Object)
    SE7Ribbon.Renew
End Sub
