Attribute VB_Name = "SE7Python"
Option Explicit

' Where Python is reached: through the xlwings add-in, called by its name so that no
' reference can be missing.

Private Const ADDIN As String = "xlwings.xlam"

Public Function Way(ByVal macro As String) As String
    Way = ADDIN & "!" & macro
End Function

Public Function SetUpCommand() As String
    SetUpCommand = "se7 install-addin"
End Function

Public Function Obstacle() As String
    Obstacle = ""
    If Not AddinIsOpen() Then Obstacle = "The buttons need the xlwings add-in, and Excel has not loaded it."
End Function

Public Function AddinIsOpen() As Boolean
    Dim name As String
    On Error GoTo Done
    name = Application.Workbooks(ADDIN).Name
Done:
    AddinIsOpen = (name <> "")
End Function
