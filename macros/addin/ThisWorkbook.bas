Option Explicit

' The add-in serves whichever tracker is in front, so its ribbon is asked anew whenever that changes.

Private WithEvents Host As Application

Private Sub Workbook_Open()
    Set Host = Application
    SE7Addin.Renew
End Sub

Private Sub Host_WorkbookActivate(ByVal Wb As Workbook)
    SE7Addin.Renew
End Sub

Private Sub Host_SheetActivate(ByVal Sh As Object)
    SE7Addin.Renew
End Sub
